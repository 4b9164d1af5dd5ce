package io.foretide.connectors.notify;

import io.foretide.core.alarm.Alarm;
import io.foretide.core.alarm.AlarmRule;
import io.foretide.core.event.Severity;
import java.util.List;

/**
 * Which alarms an output wants.
 *
 * @param minimum least severity
 * @param rules names of rules; empty for all
 * @param models patterns of models; empty for all
 */
record Filter(Severity minimum, List<String> rules, List<String> models) {
  Filter {
    rules = List.copyOf(rules);
    models = List.copyOf(models);
  }

  boolean takes(Alarm a) {
    return a.severity().compareTo(minimum) >= 0
        && (rules.isEmpty() || rules.contains(a.rule()))
        && (models.isEmpty() || models.stream().anyMatch(p -> AlarmRule.matches(p, a.model())));
  }
}
