package org.shuguan.server.platform;

import java.util.List;

/// A part of an [OfficialPaper], as each of its formats shows it.
sealed interface PaperBlock {
    record RedHeader(String mark, String number) implements PaperBlock {}

    record Title(List<String> lines) implements PaperBlock {}

    record Subtitle(String text) implements PaperBlock {}

    record Section(String text) implements PaperBlock {}

    record Part(String text) implements PaperBlock {}

    record Text(String text) implements PaperBlock {}

    record Labelled(String label, String text) implements PaperBlock {}

    record Table(String name, String unit, List<Integer> widths, List<String> head, List<List<Object>> rows)
            implements PaperBlock {}

    record Signature(String issuer, String day) implements PaperBlock {}

    record EndNote(String recipients, String printer, String day) implements PaperBlock {}
}
