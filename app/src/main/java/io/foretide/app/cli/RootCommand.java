package io.foretide.app.cli;

import io.foretide.app.Version;
import io.foretide.app.log.LogSetup;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code foretide}: the root of all commands. */
@Command(
    name = "foretide",
    versionProvider = RootCommand.Versions.class,
    description = "Keeps predictions of sensor data complete.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 1:tried and failed",
      " 2:wrong command line or configuration",
      " 3:a named thing does not exist",
      " 4:done but not complete: something is missing or was refused",
      " 5:refused or busy: not now, or not allowed",
      "130:stopped by Ctrl-C"
    },
    footer = {"", "Start with: foretide demo"},
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      InitCommand.class,
      IngestCommand.class,
      ExportCommand.class,
      SeriesCommand.class,
      ModelsCommand.class,
      PlanCommand.class,
      CapacityCommand.class,
      ProcessesCommand.class,
      GapsCommand.class,
      BackfillCommand.class,
      RolloutCommand.class,
      AlarmsCommand.class,
      PredictCommand.class,
      ExplainCommand.class,
      ForecastCommand.class,
      DetectCommand.class,
      BacktestCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      HealthCommand.class,
      DatabaseCommand.class,
      ConfigCommand.class,
      GordoCommand.class,
      WarmUpCommand.class
    })
public final class RootCommand implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command line and returns its exit code. */
  public static int run(String... arguments) {
    LogSetup.install("warning");
    CommandLine line = commandLine();
    line.setOut(utf8(FileDescriptor.out));
    line.setErr(utf8(FileDescriptor.err));
    try {
      return line.execute(arguments);
    } finally {
      line.getOut().flush();
      line.getErr().flush();
    }
  }

  /** UTF-8 in every locale: names and pictures survive where no language is set. */
  private static PrintWriter utf8(FileDescriptor stream) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8)),
        false);
  }

  /** The parser, with every command. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new RootCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    CommandLine explain = line.getSubcommands().get("explain");
    if (explain != null) {
      // A relative time such as -5h looks like an option.
      explain.setUnmatchedOptionsArePositionalParams(true);
    }
    line.setExecutionExceptionHandler((e, command, parsed) -> Failures.tell(e, command.getErr()));
    line.setParameterExceptionHandler(RootCommand::wrongUse);
    return line;
  }

  private static int wrongUse(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("foretide: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(name = "completion", description = "Print a completion script for bash and zsh.")
  int completion() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("foretide", spec.root().commandLine()));
    out.flush();
    return ExitCode.OK;
  }

  /** Prints version and Java. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "foretide " + Version.text(),
        "Java " + Runtime.version() + ", " + System.getProperty("os.name")
      };
    }
  }
}
