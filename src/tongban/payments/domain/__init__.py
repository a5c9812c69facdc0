"""Pure rules of money: what a channel's word means, what two statements say, how numbers look."""
