/** Models, their definitions, revisions and edits. */
@NullMarked
package io.foretide.core.model;

import org.jspecify.annotations.NullMarked;
