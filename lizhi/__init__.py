"""荔枝离职: leave a job well from far away."""
