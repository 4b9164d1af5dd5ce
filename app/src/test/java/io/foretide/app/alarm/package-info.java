@NullMarked
package io.foretide.app.alarm;

import org.jspecify.annotations.NullMarked;
