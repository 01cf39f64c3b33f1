import type { ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import './field.css';

interface CheckboxProps {
  label: string;
  isLabelHidden?: boolean;
  detail?: ReactNode;
  isChecked: boolean | 'mixed';
  onChange: (isChecked: boolean) => void;
  isDisabled?: boolean;
}

export function Checkbox({
  label,
  isLabelHidden,
  detail,
  isChecked,
  onChange,
  isDisabled,
}: CheckboxProps) {
  return (
    <label className="checkbox">
      <input
        type="checkbox"
        checked={isChecked === true}
        ref={(element) => {
          if (element) element.indeterminate = isChecked === 'mixed';
        }}
        disabled={isDisabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
        {detail !== undefined && <span className="checkbox-detail">{detail}</span>}
      </span>
    </label>
  );
}

export interface Option<Value extends string> {
  value: Value;
  label: string;
  detail?: ReactNode;
  isDisabled?: boolean;
}

interface ChoiceProps<Value extends string> {
  label: string;
  isLabelHidden?: boolean;
  value: Value;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
}

interface RadioGroupProps<Value extends string> extends ChoiceProps<Value> {
  isRow?: boolean;
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, isLabelHidden, value, options, onChange, isRow } = props;
  const name = useId();
  return (
    <fieldset className={classNames('radio-group', isRow && 'radio-row')}>
      <legend className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="radio">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.isDisabled}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.detail !== undefined && (
              <span className="checkbox-detail">{option.detail}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface SelectProps<Value extends string> extends ChoiceProps<Value> {
  isQuiet?: boolean;
}

/** The native control: its list works with every keyboard and reader. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, isLabelHidden, value, options, onChange, isQuiet } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : 'field-label'}>
        {label}
      </label>
      <select
        id={id}
        className={classNames('select', isQuiet && 'select-quiet')}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as Value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
