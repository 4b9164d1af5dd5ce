/** All detectors by name, with their parameters: what configuration and command lines build on. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.catalog;
