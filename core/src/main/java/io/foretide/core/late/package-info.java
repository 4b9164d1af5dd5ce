/** What late and changed points do to coverage. */
@NullMarked
package io.foretide.core.late;

import org.jspecify.annotations.NullMarked;
