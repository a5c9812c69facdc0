"""One public payment 统一公共支付: notice, pay, receipt, refund, payout, daily reconciliation."""
