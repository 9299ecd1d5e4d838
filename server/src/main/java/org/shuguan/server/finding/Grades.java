package org.shuguan.server.finding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Grade;

/// Grades as people name them: 重要, 一般4级, 4级, general-4.
final class Grades {
    private static final CensusTexts CHINESE = CensusTexts.in(Locale.CHINESE);

    private Grades() {}

    static Query query(String asked) {
        String word = asked.replace("数据", "");
        List<BytesRef> meant = Arrays.stream(Grade.values())
                .filter(grade -> !word.isEmpty()
                        && (Signs.of(CHINESE.grade(grade))
                                        .bare()
                                        .replace("数据", "")
                                        .contains(word)
                                || Signs.of(grade.word()).bare().contains(word)))
                .map(grade -> new BytesRef("grade=" + grade.word()))
                .toList();
        return meant.isEmpty() ? MatchNoDocsQuery.INSTANCE : new TermInSetQuery(Fields.FACET, meant);
    }
}
