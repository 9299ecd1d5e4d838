package org.shuguan.dataplane.cli;

import java.util.logging.LogManager;

/// Switches off the logging of drivers and libraries in commands: their errors arrive as exceptions and are told by
/// the command. Log lines would only mix with its own, which scripts read.
public final class QuietLibraries {
    private QuietLibraries() {}

    /// To be called first.
    public static void silence() {
        System.setProperty("mariadb.logging.disable", "true");
        LogManager.getLogManager().reset();
        // Libraries that read files log what they find odd in them.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("log4j2.statusLoggerLevel", "OFF");
        System.setProperty("org.apache.logging.log4j.simplelog.level", "OFF");
    }
}
