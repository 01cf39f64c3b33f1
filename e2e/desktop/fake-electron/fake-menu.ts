export interface MenuItem {
  label?: string;
  role?: string;
  type?: string;
  enabled?: boolean;
  accelerator?: string;
  submenu?: MenuItem[];
  click?: () => void;
}

/** Electron's `Menu`: keeps the template that is up, and clicks in it. */
export class FakeMenu {
  shown: MenuItem[] = [];
  /** Called whenever another menu is put up. */
  onChange: () => void = () => undefined;

  buildFromTemplate(template: MenuItem[]): MenuItem[] {
    return template;
  }

  setApplicationMenu(menu: MenuItem[]): void {
    this.shown = menu;
    this.onChange();
  }

  /** The labels on the way to the item, without the marks for the Alt key. */
  find(...labels: string[]): MenuItem {
    let items: MenuItem[] = this.shown;
    let found: MenuItem | undefined;
    for (const label of labels) {
      found = items.find((item) => nameOf(item) === label);
      if (found === undefined) {
        throw new Error(`no menu item ${label} among ${items.map(nameOf).join(', ')}`);
      }
      items = found.submenu ?? [];
    }
    return found as MenuItem;
  }

  click(...labels: string[]): void {
    const { click } = this.find(...labels);
    if (click === undefined) throw new Error(`${labels.join(' › ')} does nothing`);
    click();
  }
}

function nameOf(item: MenuItem): string {
  return (item.label ?? item.role ?? item.type ?? '').replaceAll(/&(?!&)/g, '');
}
