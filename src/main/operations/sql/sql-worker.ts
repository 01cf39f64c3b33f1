import { answerSql } from './answer-sql.ts';
import type { SqlOrder } from './sql-messages.ts';

/** The entry of the sealed query process: one order, one answer, then it ends. It is killed from outside when it takes too long. */
process.once('message', async (order: SqlOrder) => {
  const answer = await answerSql(order);
  process.send?.(answer, () => process.exit(0));
});
