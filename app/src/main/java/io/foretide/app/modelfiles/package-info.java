/** The folder of model files, kept in step with the living models. */
@NullMarked
package io.foretide.app.modelfiles;

import org.jspecify.annotations.NullMarked;
