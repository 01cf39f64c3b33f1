import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { readFilter } from '#contract/filter/bind-filter.ts';
import { classNames } from '../../ui/class-names.ts';
import { CompletionList } from './completion-list.tsx';
import { useFilterKnowledge } from './filter-context.ts';
import { FilterError, type FilterProblem } from './filter-error.tsx';
import { useCompletions } from './use-completions.ts';

interface FilterFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Enter, on an expression that can be read. */
  onApply: (value: string) => void;
  /** Escape, or the focus went elsewhere with nothing to apply. */
  onLeave: () => void;
  placeholder?: string;
  icon?: ReactNode;
  isCompact?: boolean;
  hasFocusAtOnce?: boolean;
  ref?: Ref<FilterFieldHandle>;
}

export interface FilterFieldHandle {
  /** Puts the caret at the end of the text. */
  focusEnd: () => void;
}

/** A filter expression, with what can be typed next, and what is wrong with it at its place. */
export function FilterField(props: FilterFieldProps) {
  const { label, value, onChange, onApply, onLeave, placeholder, icon, isCompact } = props;
  const id = useId();
  const { scope } = useFilterKnowledge();
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState(value.length);
  const [isOpen, setIsOpen] = useState(false);
  /** The completion that Enter would take; null: Enter applies the filter. */
  const [active, setActive] = useState<number | null>(null);
  const [isJudged, setIsJudged] = useState(false);
  const { offered, more, expectation } = useCompletions(value, caret);
  const nextCaret = useRef<number | null>(null);
  const problem = isJudged ? problemOf(value, scope) : null;

  useImperativeHandle(props.ref, () => ({
    focusEnd() {
      input.current?.focus();
      nextCaret.current = input.current?.value.length ?? 0;
      moveCaret();
      setIsOpen(true);
    },
  }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the field appears
  useLayoutEffect(() => {
    if (!props.hasFocusAtOnce) return;
    input.current?.focus();
    input.current?.setSelectionRange(value.length, value.length);
  }, []);
  useLayoutEffect(moveCaret);

  function moveCaret() {
    if (nextCaret.current === null) return;
    input.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    setCaret(nextCaret.current);
    nextCaret.current = null;
  }

  const take = (index: number) => {
    const { from, to } = expectation;
    const { insert } = offered[index]!;
    // A blank or an end that is there already is not doubled.
    const rest = value.slice(to).replace(/^ /, insert.endsWith(' ') ? '' : ' ');
    onChange(value.slice(0, from) + insert + rest);
    nextCaret.current = from + insert.length;
    setActive(null);
    setIsOpen(true);
    input.current?.focus();
  };

  const apply = () => {
    setIsOpen(false);
    setIsJudged(true);
    const wrong = problemOf(value, scope);
    if (wrong === null) {
      setIsJudged(false);
      onApply(value.trim());
    } else if (wrong.offset !== null) {
      nextCaret.current = wrong.offset;
      moveCaret();
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    // What is typed is undone before what is shown.
    if ((event.ctrlKey || event.metaKey) && /^[zy]$/i.test(key)) event.stopPropagation();
    const isListed = isOpen && offered.length > 0;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      setIsOpen(true);
      const step = key === 'ArrowDown' ? 1 : -1;
      if (isOpen) setActive(stepped(active, step, offered.length));
    } else if ((key === 'Enter' || key === 'Tab') && isListed && active !== null) {
      event.preventDefault();
      take(active);
    } else if (key === 'Enter') {
      event.preventDefault();
      apply();
    } else if (key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (isListed) setIsOpen(false);
      else onLeave();
    }
  };

  const isListed = isOpen && offered.length > 0;
  return (
    <div className={classNames('filter-field', isCompact && 'filter-field-compact')}>
      <div className={classNames('field-box', problem !== null && 'field-invalid')}>
        {icon !== undefined && <span className="field-icon">{icon}</span>}
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={isListed}
          aria-controls={isListed ? `${id}-list` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isListed && active !== null ? `${id}-${active}` : undefined}
          aria-invalid={problem !== null || undefined}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          className="field-input field-code"
          value={value}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
            setActive(null);
            setIsOpen(true);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onClick={() => setIsOpen(true)}
          onBlur={() => setIsOpen(false)}
          onKeyDown={onKeyDown}
        />
      </div>
      <CompletionList
        id={id}
        anchor={isListed ? input.current : null}
        offered={offered}
        more={more}
        active={active}
        onTake={take}
        onClose={() => setIsOpen(false)}
      />
      {problem !== null && <FilterError id={`${id}-problem`} text={value} problem={problem} />}
    </div>
  );
}

function problemOf(text: string, scope: Parameters<typeof readFilter>[1]): FilterProblem | null {
  try {
    readFilter(text, scope);
    return null;
  } catch (error) {
    const { message, offset } = error as { message: string; offset?: number };
    return { message, offset: offset ?? null };
  }
}

/** Through the list and out of it again at either end. */
function stepped(active: number | null, step: number, count: number): number | null {
  if (active === null) return step > 0 ? 0 : count - 1;
  const next = active + step;
  return next < 0 || next >= count ? null : next;
}
