package org.shuguan.server.finding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Where words of Chinese begin and end. Names of items come again and again, so what was split once is kept for a
/// while.
final class ChineseWords {
    private static final int KEPT = 50_000;
    /// Words that say nothing of what is looked for.
    private static final Set<String> EMPTY = Set.of("的", "和", "与", "及", "或", "等", "在", "是", "有", "了", "之");

    private final Analyzer analyzer = new SmartChineseAnalyzer();
    private final Cache<String, List<String>> known =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /// The words of a run of Chinese signs, in order, all of it.
    List<String> of(String run) {
        return known.get(run, this::split);
    }

    /// Without those that say nothing.
    List<String> telling(String run) {
        return of(run).stream().filter(word -> !EMPTY.contains(word)).toList();
    }

    private List<String> split(String run) {
        List<String> words = new ArrayList<>();
        int done = 0;
        try (TokenStream tokens = analyzer.tokenStream("", run)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                // What the analyzer leaves out or writes otherwise stays as it is in the run.
                int at = run.indexOf(term.toString(), done);
                if (at > done) {
                    words.add(run.substring(done, at));
                }
                if (at >= 0) {
                    words.add(term.toString());
                    done = at + term.length();
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (done < run.length()) {
            words.add(run.substring(done));
        }
        return List.copyOf(words);
    }
}
