import type { ComponentProps, ReactNode, Ref } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import './field.css';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  label: string;
  /** The label is read but not shown, where the place says what is typed. */
  isLabelHidden?: boolean;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  /** What is wrong and what to do; also said to readers. */
  error?: ReactNode;
  icon?: ReactNode;
  /** Controls at the right end of the field. */
  trailing?: ReactNode;
  isCode?: boolean;
  ref?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    isLabelHidden,
    value,
    onChange,
    hint,
    error,
    icon,
    trailing,
    isCode,
    className,
    ...rest
  } = props;
  const id = useId();
  const hasError = error !== undefined && error !== null && error !== '';
  const says = hasError ? `${id}-error` : hint !== undefined ? `${id}-hint` : undefined;
  return (
    <div className={classNames('field', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : 'field-label'}>
        {label}
      </label>
      <div className={classNames('field-box', hasError && 'field-invalid')}>
        {icon !== undefined && <span className="field-icon">{icon}</span>}
        <input
          id={id}
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          aria-invalid={hasError || undefined}
          aria-describedby={says}
          className={classNames('field-input', isCode && 'field-code')}
          {...rest}
        />
        {trailing}
      </div>
      {hasError ? (
        <div id={`${id}-error`} role="alert" className="field-error">
          {error}
        </div>
      ) : (
        hint !== undefined && (
          <div id={`${id}-hint`} className="field-hint">
            {hint}
          </div>
        )
      )}
    </div>
  );
}
