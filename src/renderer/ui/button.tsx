import type { ComponentProps, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';
import { shortcutLabel } from './shortcut.ts';
import { Tooltip } from './tooltip.tsx';
import './button.css';

/** primary: the one thing to do here. plain: bordered. quiet: until the pointer is on it, only its text. */
export type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  variant?: ButtonVariant;
  icon?: ReactNode;
  /** "Mod+K": shown beside the text. Who handles the key is `useCommand`. */
  shortcut?: string;
  /** What a longer explanation says, on hover and focus. */
  tooltip?: string;
  isPressed?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const {
    variant = 'plain',
    icon,
    shortcut,
    tooltip,
    isPressed,
    className,
    children,
    ...rest
  } = props;
  const button = (
    <button
      type="button"
      aria-pressed={isPressed}
      className={classNames('button', `button-${variant}`, className)}
      {...rest}
    >
      {icon}
      {children !== undefined && <span className="button-text">{children}</span>}
      {shortcut !== undefined && (
        <span className="button-shortcut" aria-hidden="true">
          {shortcutLabel(shortcut)}
        </span>
      )}
    </button>
  );
  return tooltip === undefined ? button : <Tooltip text={tooltip}>{button}</Tooltip>;
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'tooltip' | 'icon'> {
  /** Its accessible name, and what the tooltip says. */
  label: string;
  icon: ReactNode;
}

export function IconButton(props: IconButtonProps) {
  const { variant = 'quiet', label, icon, shortcut, isPressed, className, ...rest } = props;
  return (
    <Tooltip text={label} isLabel {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={isPressed}
        className={classNames('button', 'button-icon', `button-${variant}`, className)}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
