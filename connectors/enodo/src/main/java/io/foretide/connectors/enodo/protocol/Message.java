package io.foretide.connectors.enodo.protocol;

import io.foretide.connectors.qpack.Item;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What hub and clients say to each other, whatever the dialect. Immutable. */
public sealed interface Message permits Handshake, Message.Plain {
  Kind kind();

  /** All but the handshake. */
  sealed interface Plain extends Message {}

  /**
   * A message without a body: HANDSHAKE_OK, HANDSHAKE_FAIL, UNKNOWN_CLIENT, SHUTDOWN and
   * RESPONSE_OK.
   *
   * @param kind which
   */
  record Signal(Kind kind) implements Plain {}

  /**
   * A client's "nothing": WORKER_REFUSED and CLIENT_SHUTDOWN.
   *
   * @param kind which
   */
  record Word(Kind kind) implements Plain {}

  /**
   * @param clientId of who is alive; empty in the hub's answer
   */
  record Heartbeat(String clientId) implements Plain {
    @Override
    public Kind kind() {
      return Kind.HEARTBEAT;
    }
  }

  /**
   * The hub's whole list of watched series.
   *
   * @param series each
   * @param json whether it is written as JSON, as the seed's hub did when it had not been asked
   */
  record UpdateSeries(List<Watched> series, boolean json) implements Plain {
    public UpdateSeries {
      series = List.copyOf(series);
    }

    @Override
    public Kind kind() {
      return Kind.UPDATE_SERIES;
    }
  }

  /**
   * One more series to watch.
   *
   * @param series which
   */
  record AddSerie(Watched series) implements Plain {
    @Override
    public Kind kind() {
      return Kind.ADD_SERIE;
    }
  }

  /**
   * One series less to watch.
   *
   * @param name which
   */
  record RemoveSerie(String name) implements Plain {
    @Override
    public Kind kind() {
      return Kind.REMOVE_SERIE;
    }
  }

  /**
   * A listener met a name that a group's selector matches.
   *
   * @param group its name
   * @param series the name that it met
   */
  record GroupSeries(String group, String series) implements Plain {
    @Override
    public Kind kind() {
      return Kind.LISTENER_ADD_SERIES;
    }
  }

  /**
   * New points since the last report.
   *
   * @param counts by series, each at least 0
   */
  record NewPoints(Map<String, Long> counts) implements Plain {
    public NewPoints {
      counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    @Override
    public Kind kind() {
      return Kind.LISTENER_ADD_SERIE_COUNT;
    }
  }

  /**
   * A job as the seed's workers take it: TRAIN_MODEL, FIT_MODEL or FORECAST_SERIE.
   *
   * @param kind which
   * @param series its name
   * @param model what a training learned; nothing if nothing did
   * @param modelType 1 ARIMA, 2 Prophet, 3 autoregression, 4 moving average
   * @param arguments of the method; nothing if there are none
   * @param ours what only programs of ours read
   */
  record SeedJob(
      Kind kind,
      String series,
      Item model,
      long modelType,
      Item arguments,
      Optional<Item.Mapping> ours)
      implements Plain {}

  /**
   * A job as the newest workers take it.
   *
   * @param json an object with {@code job_id}, {@code job_config} and {@code series_name}
   */
  record WorkerJob(String json) implements Plain {
    @Override
    public Kind kind() {
      return Kind.WORKER_JOB;
    }
  }

  /**
   * What came of a job; {@link JobResult} reads it.
   *
   * @param body qpack
   */
  @SuppressWarnings("ArrayRecordComponent")
  record WorkerResult(byte[] body) implements Plain {
    @Override
    public Kind kind() {
      return Kind.WORKER_RESULT;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof WorkerResult r && Arrays.equals(body, r.body);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(body);
    }
  }

  /**
   * Whether a worker has a job.
   *
   * @param busy whether
   */
  record Busy(boolean busy) implements Plain {
    @Override
    public Kind kind() {
      return Kind.WORKER_UPDATE_BUSY;
    }
  }

  /**
   * About one job: WORKER_JOB_CANCEL and WORKER_JOB_CANCELLED.
   *
   * @param kind which
   * @param jobId 32 hexadecimal digits
   */
  record AboutJob(Kind kind, String jobId) implements Plain {}
}
