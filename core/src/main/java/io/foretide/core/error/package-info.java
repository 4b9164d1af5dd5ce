/** The named kinds of error that a provider may answer with. */
@NullMarked
package io.foretide.core.error;

import org.jspecify.annotations.NullMarked;
