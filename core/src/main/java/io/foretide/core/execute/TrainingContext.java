package io.foretide.core.execute;

import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.task.Task;
import io.foretide.core.training.Artifacts;
import io.foretide.core.training.TrainingReport;
import io.foretide.core.training.TrainingSettings;
import io.foretide.core.training.TrainingStore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What trainings work with.
 *
 * @param store where what was learned becomes durable
 * @param artifacts what trained revisions learned
 * @param settings limits
 * @param codeVersion of this program
 * @param held whether nothing may take over a model now, for a rollout of it is open
 * @param trained is told of each model that has a new revision
 * @param report is told how a task came back
 */
public record TrainingContext(
    TrainingStore store,
    Artifacts artifacts,
    TrainingSettings settings,
    String codeVersion,
    Predicate<ModelId> held,
    Consumer<Model> trained,
    BiConsumer<Task, TrainingReport> report) {}
