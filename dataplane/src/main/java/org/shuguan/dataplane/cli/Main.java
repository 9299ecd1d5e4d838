package org.shuguan.dataplane.cli;

import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Entry of `./shuguan census`.
@Command(name = "shuguan", subcommands = CensusCommand.class)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        silenceDrivers();
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    System.err.println("shuguan: a fault of the program, please report it: " + fault + " at "
                            + fault.getStackTrace()[0]);
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments));
    }

    /// What a driver has to say it throws as well, and that is told in a sentence with an exit code: its log would only
    /// stand between the names of files that others read from standard output.
    private static void silenceDrivers() {
        System.setProperty("mariadb.logging.disable", "true");
        LogManager.getLogManager().reset();
    }
}
