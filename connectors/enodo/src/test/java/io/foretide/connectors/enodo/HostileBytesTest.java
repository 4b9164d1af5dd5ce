package io.foretide.connectors.enodo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.foretide.connectors.enodo.hub.EnodoHub;
import io.foretide.connectors.enodo.hub.HubOptions;
import io.foretide.connectors.enodo.job.NewestForm;
import io.foretide.connectors.enodo.job.SeedForm;
import io.foretide.connectors.enodo.listener.TallyWait;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.MemoryBudget;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Packet;
import io.foretide.connectors.enodo.protocol.PacketReader;
import io.foretide.connectors.enodo.protocol.Watched;
import io.foretide.connectors.qpack.QpackException;
import io.foretide.connectors.qpack.QpackReader;
import io.foretide.connectors.qpack.Token;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.time.WallClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random and spoilt packets, from a seed. {@code -Dforetide.fuzz.packets=10000000} makes it long,
 * {@code -Dforetide.fuzz.seed=N} another one; a failure names the packet.
 */
class HostileBytesTest {
  private static final long PACKETS = Long.getLong("foretide.fuzz.packets", 100_000);
  private static final long SEED = Long.getLong("foretide.fuzz.seed", 20191003);

  /** Most bytes of memory for one of a packet's, and for a packet as such. */
  private static final long PER_BYTE = 400;

  private static final long PER_PACKET = 1 << 20;

  private final List<Packet> good = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(SEED);

  private void load() throws IOException {
    for (String name : List.of("seed-session.txt", "newest-listener-session.txt")) {
      Dialect dialect = name.startsWith("seed") ? Dialect.SEED : Dialect.NEWEST;
      RecordedSession session = RecordedSession.load(name);
      for (int c : session.connections()) {
        for (Packet p : session.packets(c, true, dialect)) {
          good.add(as(dialect, p));
        }
        for (Packet p : session.packets(c, false, dialect)) {
          good.add(as(dialect, p));
        }
      }
    }
    RecordedSession worker = RecordedSession.load("newest-worker-session.txt");
    good.addAll(worker.packets(1, true, Dialect.NEWEST));
    good.addAll(worker.packets(1, false, Dialect.NEWEST));
  }

  /** With the type of the newest era, so that one list serves both. */
  private static Packet as(Dialect dialect, Packet p) {
    Kind kind = dialect.kind(p.type()).orElseThrow();
    return new Packet(Dialect.NEWEST.number(kind), p.number(), p.body());
  }

  /** A body of random bytes, of tokens that qpack knows, or a good one spoilt. */
  private byte[] body(byte[] base) {
    byte[] out;
    switch (random.nextInt(4)) {
      case 0 -> {
        out = new byte[random.nextInt(200)];
        random.nextBytes(out);
      }
      case 1 -> {
        out = new byte[random.nextInt(3_000)];
        for (int i = 0; i < out.length; i++) {
          out[i] =
              (byte) (random.nextInt(3) == 0 ? 0xe4 + random.nextInt(28) : random.nextInt(256));
        }
      }
      default -> {
        out = base.clone();
        for (int n = random.nextInt(6); n >= 0 && out.length > 0; n--) {
          out[random.nextInt(out.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(3) == 0) {
          out = Arrays.copyOf(out, random.nextInt(out.length + 20));
        }
      }
    }
    return out;
  }

  private Packet packet() {
    Packet base = good.get(random.nextInt(good.size()));
    int type = random.nextInt(5) == 0 ? random.nextInt(256) : base.type();
    return new Packet(type, random.nextInt(4), body(base.body()));
  }

  /** The bytes of a packet, sometimes with a lie in the header. */
  private byte[] wire(Dialect dialect, Packet p) {
    int type = dialect.kind(p.type()).map(dialect::number).orElse(p.type());
    byte[] out = new Packet(type, p.number(), p.body()).bytes(dialect);
    if (random.nextInt(10) == 0) {
      out[random.nextInt(dialect.header())] = (byte) random.nextInt(256);
    }
    return random.nextInt(20) == 0 ? Arrays.copyOf(out, random.nextInt(out.length)) : out;
  }

  /** Everything that is read of a packet, on both sides. */
  private static void read(byte[] wire) throws IOException {
    PacketReader reader =
        new PacketReader(
            new ByteArrayInputStream(wire),
            new MemoryBudget(64 << 20, 1),
            16 << 20,
            System::nanoTime,
            Long.MAX_VALUE);
    while (true) {
      Packet p = reader.next();
      Message m = MessageCodec.read(reader.dialect().orElseThrow(), p).orElse(null);
      switch (m) {
        case Handshake h -> {
          var unused = h.module() + h.clientId() + h.clientType() + h.version() + h.isForetide();
        }
        case Message.WorkerResult(byte[] body) -> {
          var unused = JobResult.read(body);
        }
        case Message.SeedJob job -> {
          var unused = SeedForm.read(job, "x");
        }
        case Message.WorkerJob job -> {
          var unused = NewestForm.read(job);
        }
        case null, default -> {}
      }
    }
  }

  @Test
  void no_bytes_break_a_reader_or_make_it_take_much_memory() throws Exception {
    load();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().threadId();
    // What is made once for the whole process is not a packet's.
    for (Packet p : good) {
      byte[] whole = p.bytes(Dialect.NEWEST);
      for (byte[] wire : List.of(whole, Arrays.copyOf(whole, whole.length - 1))) {
        try {
          read(wire);
        } catch (IOException e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
      for (byte[] body : List.of("[1".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0x81})) {
        try {
          read(new Packet(p.type(), 1, body).bytes(Dialect.NEWEST));
        } catch (IOException e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
    }
    long refused = 0;
    for (long n = 0; n < PACKETS; n++) {
      Packet p = packet();
      byte[] wire = wire(random.nextBoolean() ? Dialect.SEED : Dialect.NEWEST, p);
      long before = threads.getThreadAllocatedBytes(id);
      try {
        read(wire);
      } catch (IOException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("packet " + n + " of seed " + SEED + " broke the reader", e);
      }
      long taken = threads.getThreadAllocatedBytes(id) - before;
      // The chunk in which a large body begins to be read, and the reader's own buffers.
      if (taken > PER_PACKET + PER_BYTE * wire.length) {
        throw new AssertionError(
            "packet " + n + " of seed " + SEED + ", " + wire.length + " bytes, took " + taken);
      }
    }
    assertThat(refused).isEqualTo(PACKETS);
  }

  @Test
  void no_bytes_break_the_qpack_reader() {
    for (long n = 0; n < PACKETS; n++) {
      byte[] bytes = body(new byte[] {(byte) 0xfd, 1, 2, (byte) 0xfc, 3, 4});
      QpackReader reader = new QpackReader(bytes);
      try {
        int tokens = 0;
        while (reader.next() != Token.END) {
          tokens++;
        }
        // Each byte begins at most one value, and each container ends once.
        assertThat(tokens).isLessThanOrEqualTo(2 * bytes.length);
      } catch (QpackException e) {
        assertThat(e.getMessage()).isNotEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("bytes " + n + " of seed " + SEED + " broke the reader", e);
      }
    }
  }

  @Test
  void no_bytes_over_a_socket_hold_up_the_hub() throws Exception {
    load();
    EventLog silent =
        new EventLog() {
          @Override
          public void append(Event event) {}

          @Override
          public List<Event> list(Filter filter) {
            return List.of();
          }
        };
    try (EnodoHub hub =
            EnodoHub.open(HubOptions.local(), WallClock.system(), silent, counts -> {});
        Socket calm = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
      hub.watch(List.of(Watched.series("series-f", true)));
      calm.setSoTimeout(10_000);
      calm.getOutputStream().write(seed(1, Handshake.worker("calm", "0.0.5", false)));
      calm.getInputStream().skipNBytes(Dialect.SEED.header());
      long connections = Math.clamp(PACKETS / 1_000, 50, 900);
      long beat = 2;
      for (long c = 0; c < connections; c++) {
        Dialect dialect = random.nextBoolean() ? Dialect.SEED : Dialect.NEWEST;
        try (Socket s = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
          s.getOutputStream()
              .write(
                  MessageCodec.write(dialect, 1, Handshake.worker("w" + c, "0.0.5", false))
                      .bytes(dialect));
          for (int i = 0; i < 20; i++) {
            s.getOutputStream().write(wire(dialect, packet()));
          }
        } catch (IOException e) {
          // The hub hung up, as it should.
        }
        calm.getOutputStream().write(seed(beat++, new Message.Heartbeat("calm")));
        calm.getInputStream().skipNBytes(Dialect.SEED.header());
      }
      TallyWait.until(() -> hub.clients().size() == 1);
      assertThat(hub.clients().getFirst().id()).isEqualTo("calm");
    }
  }

  private static byte[] seed(long number, Message message) {
    return MessageCodec.write(Dialect.SEED, number, message).bytes(Dialect.SEED);
  }
}
