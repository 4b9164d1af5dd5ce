/** What should run: desired minus covered minus in flight. */
@NullMarked
package io.foretide.core.plan;

import org.jspecify.annotations.NullMarked;
