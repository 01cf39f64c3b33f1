import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** No violation of WCAG A or AA that axe can find, nor of its best practices, on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({
      id,
      help,
      target: target.join(' '),
      why: failureSummary?.split('\n').slice(1).join(' ').trim(),
    })),
  );
  expect(found).toEqual([]);
}
