package org.shuguan.dataplane.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Words;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// Something that a census was asked for and could not read: nothing is dropped in silence.
///
/// @param reason a word of `SourceUnreadable.Reason`, or `LINES` for lines of a file that are no rows
/// @param detail what the other side said
record Gap(String path, String reason, String detail) {
    private static final String LINES = "LINES";
    private static final int FEW = 5;

    static List<Gap> in(List<CensusCommand.SourceResult> results) {
        List<Gap> gaps = new ArrayList<>();
        for (CensusCommand.SourceResult result : results) {
            TableResult.Problem failure = result.failure();
            if (failure != null) {
                gaps.add(new Gap(result.source(), failure.reason(), failure.detail()));
            } else if (result.tables().isEmpty() && result.unread().isEmpty()) {
                gaps.add(new Gap(result.source(), Reason.EMPTY.name(), ""));
            }
            for (OpenSource.Unread unread : result.unread()) {
                gaps.add(new Gap(unread.path(), unread.reason().name(), unread.detail()));
            }
            for (TableResult table : result.tables()) {
                TableResult.Problem problem = table.problem();
                if (problem != null) {
                    gaps.add(new Gap(table.table().path(), problem.reason(), problem.detail()));
                }
                TableProfile profile = table.profile();
                if (profile != null && profile.rejected() > 0) {
                    gaps.add(new Gap(table.table().path(), LINES, lines(profile)));
                }
            }
        }
        return gaps;
    }

    /// How many, and where the first of them are: `12: 52, 60, …`.
    private static String lines(TableProfile profile) {
        String first = profile.examples().stream()
                .limit(FEW)
                .map(line -> Long.toString(line.line()))
                .collect(Collectors.joining(", "));
        return profile.rejected() + ": " + first + (profile.rejected() > FEW ? ", …" : "");
    }

    /// What is wrong, and what the other side said where that adds anything.
    String sentence(Words words) {
        String sentence = words.unread(reason);
        // A server's hint stands on a line of its own; here a line is one thing.
        String line = detail.strip().replaceAll("\\s+", " ");
        return line.isEmpty() || path.endsWith(line) ? sentence : sentence + " (" + line + ")";
    }
}
