/** Models that an outside system describes, kept in step with the living ones. */
@NullMarked
package io.foretide.app.modelsource;

import org.jspecify.annotations.NullMarked;
