// Package remedy turns repairs into text for a configuration, and proves them: what
// it prints is read back, laid over the world, and judged again. It offers nothing
// that does not mend the failure, or that breaks something else.
package remedy
