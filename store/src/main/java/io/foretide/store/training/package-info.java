/** What trained revisions learned, and wishes for trainings. */
@NullMarked
package io.foretide.store.training;

import org.jspecify.annotations.NullMarked;
