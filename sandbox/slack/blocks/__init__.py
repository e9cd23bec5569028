"""Block Kit as Slack checks it: shapes and limits, declared, and the rules that reach across blocks."""
