import { answerSql } from './answer-sql.ts';
import { GO_ON, type SqlMessage, type SqlOrder } from './sql-messages.ts';

/** The entry of the sealed query process: one order, one answer, then it ends. It is killed from outside when it takes too long. */
process.once('message', async (order: SqlOrder) => {
  await answerSql(order, tell);
  process.exit(0);
});

/** Resolves when the message has left, and after rows when more are wanted: memory does not grow with the answer. */
function tell(message: SqlMessage): Promise<void> {
  return new Promise((resolve) => {
    if (message.kind !== 'rows') {
      process.send?.(message, () => resolve());
      return;
    }
    process.once('message', (said) => {
      if (said === GO_ON) resolve();
    });
    process.send?.(message);
  });
}
