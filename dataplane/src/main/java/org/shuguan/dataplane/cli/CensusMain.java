package org.shuguan.dataplane.cli;

import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Main class of `./shuguan census`.
@Command(name = "shuguan", subcommands = CensusCommand.class)
public final class CensusMain {
    private CensusMain() {}

    public static void main(String[] arguments) {
        silenceDrivers();
        System.exit(new CommandLine(new CensusMain())
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    System.err.println(
                            "shuguan: internal error, please report it: " + fault + " at " + fault.getStackTrace()[0]);
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments));
    }

    /// Switches off the logging of drivers and libraries: their errors arrive as exceptions and are reported with
    /// an exit code.
    /// Log lines would only mix with the file names on standard output, which scripts read.
    private static void silenceDrivers() {
        System.setProperty("mariadb.logging.disable", "true");
        LogManager.getLogManager().reset();
        // Libraries that read files log what they find odd in them.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("log4j2.statusLoggerLevel", "OFF");
        System.setProperty("org.apache.logging.log4j.simplelog.level", "OFF");
    }
}
