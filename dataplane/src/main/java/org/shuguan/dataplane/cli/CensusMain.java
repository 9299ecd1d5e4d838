package org.shuguan.dataplane.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Main class of `./shuguan census`.
@Command(name = "shuguan", subcommands = CensusCommand.class)
public final class CensusMain {
    private CensusMain() {}

    public static void main(String[] arguments) {
        QuietLibraries.silence();
        System.exit(new CommandLine(new CensusMain())
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    System.err.println(
                            "shuguan: internal error, please report it: " + fault + " at " + fault.getStackTrace()[0]);
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments));
    }
}
