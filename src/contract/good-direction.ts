/** Metrics of which little is good. Signs are the framework's: losses and drawdowns positive, VaR negative. */
const lowIsGood =
  /^(worst_drawdown|max_drawdown.*|.*volatility.*|total_loss.*|average_loss|average_loss_percentage|average_loss_duration|max_consecutive_losses)$/;

/** Whether a low value of a column is the good one, where nobody says otherwise. */
export function isLowGood(key: string): boolean {
  return lowIsGood.test(key);
}
