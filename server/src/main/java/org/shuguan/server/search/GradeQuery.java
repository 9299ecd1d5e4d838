package org.shuguan.server.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Grade;

/// The query for a grade in its usual names: 重要, 一般4级, 4级, general-4.
final class GradeQuery {
    private static final CensusTexts CHINESE = CensusTexts.in(Locale.CHINESE);

    private GradeQuery() {}

    /// Matches the grades whose name contains the word; nothing if there is no such grade.
    ///
    /// @param name normalized as in the index
    static Query of(String name) {
        String word = name.replace("数据", "");
        List<BytesRef> matching = Arrays.stream(Grade.values())
                .filter(grade -> !word.isEmpty()
                        && (NormalizedText.of(CHINESE.grade(grade))
                                        .asTerm()
                                        .replace("数据", "")
                                        .contains(word)
                                || NormalizedText.of(grade.word()).asTerm().contains(word)))
                .map(grade -> new BytesRef("grade=" + grade.word()))
                .toList();
        return matching.isEmpty() ? MatchNoDocsQuery.INSTANCE : new TermInSetQuery(Fields.FACET, matching);
    }
}
