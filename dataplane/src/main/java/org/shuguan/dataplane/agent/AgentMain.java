package org.shuguan.dataplane.agent;

import org.shuguan.dataplane.cli.QuietLibraries;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Main class of `./shuguan agent`.
@Command(name = "shuguan", subcommands = AgentCommand.class)
public final class AgentMain {
    private AgentMain() {}

    public static void main(String[] arguments) {
        QuietLibraries.silence();
        System.exit(new CommandLine(new AgentMain())
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    System.err.println(
                            "shuguan: internal error, please report it: " + fault + " at " + fault.getStackTrace()[0]);
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments));
    }
}
