package org.shuguan.dataplane.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// Something that the census was asked to read and could not. Everything unread is reported.
///
/// @param path path of the source, file or table
/// @param reason name of a [org.shuguan.dataplane.source.SourceUnreadable.Reason], or `LINES` for rejected lines
///     of a file
/// @param detail message of the source, may be empty
record UnreadItem(String path, String reason, String detail) {
    private static final String LINES = "LINES";
    private static final int FEW = 5;

    static List<UnreadItem> in(List<CensusCommand.SourceResult> results) {
        List<UnreadItem> gaps = new ArrayList<>();
        for (CensusCommand.SourceResult result : results) {
            TableResult.Problem failure = result.failure();
            if (failure != null) {
                gaps.add(new UnreadItem(result.source(), failure.reason(), failure.detail()));
            } else if (result.tables().isEmpty() && result.unread().isEmpty()) {
                gaps.add(new UnreadItem(result.source(), Reason.EMPTY.name(), ""));
            }
            for (OpenSource.Unread unread : result.unread()) {
                gaps.add(new UnreadItem(unread.path(), unread.reason().name(), unread.detail()));
            }
            for (TableResult table : result.tables()) {
                TableResult.Problem problem = table.problem();
                if (problem != null) {
                    gaps.add(new UnreadItem(table.table().path(), problem.reason(), problem.detail()));
                }
                TableProfile profile = table.profile();
                if (profile != null && profile.rejected() > 0) {
                    gaps.add(new UnreadItem(table.table().path(), LINES, lines(profile)));
                }
            }
        }
        return gaps;
    }

    /// The number of lines and the numbers of the first five: `12: 52, 60, …`.
    private static String lines(TableProfile profile) {
        String first = profile.examples().stream()
                .limit(FEW)
                .map(line -> Long.toString(line.line()))
                .collect(Collectors.joining(", "));
        return profile.rejected() + ": " + first + (profile.rejected() > FEW ? ", …" : "");
    }

    /// What is wrong, followed by the source's message unless it only repeats the path.
    String sentence(CensusTexts words) {
        String sentence = words.unread(reason);
        // A server's message may span lines; here a problem takes one line.
        String line = detail.strip().replaceAll("\\s+", " ");
        return line.isEmpty() || path.endsWith(line) ? sentence : sentence + " (" + line + ")";
    }
}
