"""The process of a case 办理流程 as values: what it is, how it moves, whether it is sound."""
