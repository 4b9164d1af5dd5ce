/**
 * Several processes that work as one system: who they are, who plans, what they tell each other.
 */
@NullMarked
package io.foretide.core.process;

import org.jspecify.annotations.NullMarked;
