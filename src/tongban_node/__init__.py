"""The node 交换节点 at an agency's edge: asks and answers under the policy, keeps evidence."""
