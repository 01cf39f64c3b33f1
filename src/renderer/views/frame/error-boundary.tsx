import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { archivesRoute } from './route.ts';
import { goTo } from './use-route.ts';

interface Props {
  /** A new value tries again: the screen that failed is left. */
  screen: string;
  children: ReactNode;
}

interface State {
  error: unknown;
  screen: string;
}

/** A defect in one screen leaves the rest of the window standing. React knows no other form for this than a class. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, screen: this.props.screen };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.screen === state.screen ? null : { error: null, screen: props.screen };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <main className="view-centred" tabIndex={-1}>
        <EmptyState
          title="This screen failed"
          actions={
            <>
              <Button onClick={() => goTo(archivesRoute)}>Show archives</Button>
              <Button variant="primary" onClick={() => this.setState({ error: null })}>
                Try again
              </Button>
            </>
          }
        >
          <p>
            Your archives and files are not affected. If it happens again, report it with this text:
          </p>
          <pre className="failure-text">
            {error instanceof Error ? error.message : String(error)}
          </pre>
        </EmptyState>
      </main>
    );
  }
}
