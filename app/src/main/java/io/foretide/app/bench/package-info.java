/** Figures about this machine: each beside a named baseline measured in the same run. */
@NullMarked
package io.foretide.app.bench;

import org.jspecify.annotations.NullMarked;
