package io.foretide.core.run;

import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.time.Range;

/**
 * One training.
 *
 * @param model whose
 * @param revision whose settings are trained
 * @param data the instants that may be learned from, [from, to); {@code to} lies between two
 *     buckets
 * @param frame the inputs at the model's resolution over {@code data}
 * @param timeout nanoseconds that the training may take
 */
public record TrainRequest(Model model, Revision revision, Range data, Frame frame, long timeout) {}
