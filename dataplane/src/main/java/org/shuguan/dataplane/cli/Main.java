package org.shuguan.dataplane.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Entry of `./shuguan census`.
@Command(name = "shuguan", subcommands = CensusCommand.class)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
