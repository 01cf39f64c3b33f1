/** What the parser makes of a filter expression. Positions are UTF-16 offsets into the text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A column or parameter as it was written. `isParameter`: said explicitly, as `params.NAME`. */
export interface NameNode extends Span {
  readonly kind: 'name';
  readonly name: string;
  readonly isParameter: boolean;
}

/** `isPercent`: written with a percent sign; `value` is then already divided by 100. */
export interface NumberNode extends Span {
  readonly kind: 'number';
  readonly value: number;
  readonly text: string;
  readonly isPercent: boolean;
}

export interface TextNode extends Span {
  readonly kind: 'text';
  readonly value: string;
  /** Empty for a date without quotes. Double quotes may also stand for a name on the left. */
  readonly quote: '"' | "'" | '';
}

export interface BooleanNode extends Span {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullNode extends Span {
  readonly kind: 'null';
}

export type ValueNode = NumberNode | TextNode | BooleanNode | NullNode;
/** A value that is one. */
export type SetValueNode = Exclude<ValueNode, NullNode>;
export type Operand = NameNode | ValueNode;

export type FilterNode =
  | (Span & { readonly kind: 'and' | 'or'; readonly terms: readonly FilterNode[] })
  | (Span & { readonly kind: 'not'; readonly term: FilterNode })
  | (Span & {
      readonly kind: 'compare';
      readonly operator: CompareOperator;
      readonly left: Operand;
      readonly right: Operand;
    })
  | (Span & {
      readonly kind: 'like';
      readonly isNegated: boolean;
      readonly left: NameNode;
      readonly pattern: TextNode;
      readonly escape: string | null;
    })
  | (Span & {
      readonly kind: 'contains';
      readonly isNegated: boolean;
      readonly left: NameNode;
      readonly text: TextNode;
    })
  | (Span & {
      readonly kind: 'in';
      readonly isNegated: boolean;
      readonly left: NameNode;
      readonly values: readonly SetValueNode[];
    })
  | (Span & {
      readonly kind: 'between';
      readonly isNegated: boolean;
      readonly left: NameNode;
      readonly low: ValueNode;
      readonly high: ValueNode;
    })
  | (Span & { readonly kind: 'is-null'; readonly isNegated: boolean; readonly left: NameNode })
  | (Span & {
      readonly kind: 'is-boolean';
      readonly isNegated: boolean;
      readonly left: NameNode;
      readonly value: boolean;
    });
