package org.shuguan.server.finding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.shuguan.server.finding.Question.Clause;
import org.shuguan.server.finding.Question.Field;

/// What a question means: for each clause the word itself, other words for it, what it sounds like, and its parts. The
/// word itself counts most, in a title more than in an item, in an item more than elsewhere.
final class Interpreter {
    private static final float OTHER_WORD = 0.75f;
    private static final float SOUND = 0.7f;
    private static final float PARTS = 0.6f;
    private static final float NEAR = 0.5f;
    private static final float UNIT = 2;
    private static final float CODE = 20;
    private static final int SHORTEST_CODE = 6;
    private static final int MOST_SOUNDS = 16;
    private static final int MOST_WORDS_TOGETHER = 4;
    /// What a question may cost, in places to look at; beyond it only the words themselves are looked for.
    private static final int MOST_LOOKS = 700;

    /// @param lit the words found, as the index spells them, for the reader's eye
    record Meaning(Query query, Set<String> lit) {}

    private final IndexReader reader;
    private final ChineseWords words;
    private final Synonyms synonyms;
    private final List<UnitName> units;
    private final boolean near;
    private final Set<String> lit = new LinkedHashSet<>();
    private int looks;

    /// @param near whether words with a slip are meant too
    Interpreter(IndexReader reader, ChineseWords words, Synonyms synonyms, List<UnitName> units, boolean near) {
        this.reader = reader;
        this.words = words;
        this.synonyms = synonyms;
        this.units = units;
        this.near = near;
    }

    Meaning meaning(Question question) {
        if (question.everything()) {
            return new Meaning(MatchAllDocsQuery.INSTANCE, Set.of());
        }
        var all = new BooleanQuery.Builder();
        boolean asked = false;
        List<Clause> clauses = question.clauses();
        for (int i = 0; i < clauses.size(); ) {
            Clause clause = clauses.get(i);
            int together = clause.excluded() ? 1 : together(clauses, i);
            if (clause.excluded()) {
                all.add(literal(clause), Occur.MUST_NOT);
            } else if (together > 1) {
                all.add(name(clauses.subList(i, i + together)), Occur.MUST);
                asked = true;
            } else {
                all.add(weighed(clause), Occur.MUST);
                asked = true;
            }
            i += together;
        }
        if (!asked) {
            all.add(clauses.isEmpty() ? MatchNoDocsQuery.INSTANCE : MatchAllDocsQuery.INSTANCE, Occur.MUST);
        }
        return new Meaning(all.build(), lit);
    }

    /// How many clauses from here on are one name with blanks in it, such as `ID number`. Chinese names have none:
    /// whoever
    /// puts a blank between Chinese words asks for two.
    private int together(List<Clause> clauses, int from) {
        StringBuilder key = new StringBuilder();
        int together = 1;
        for (int i = from; i < Math.min(clauses.size(), from + MOST_WORDS_TOGETHER); i++) {
            Clause clause = clauses.get(i);
            if (clause.excluded()
                    || clause.exact()
                    || clause.field() != Field.ANYWHERE
                    || Signs.of(clause.text()).runs().stream().anyMatch(Signs.Run::han)) {
                break;
            }
            key.append(Synonyms.key(clause.text()));
            if (i > from && synonyms.knows(key.toString())) {
                together = i - from + 1;
            }
        }
        return together;
    }

    private Query name(List<Clause> parts) {
        String key = parts.stream().map(part -> Synonyms.key(part.text())).reduce("", String::concat);
        var all = new BooleanQuery.Builder();
        parts.forEach(part -> all.add(weighed(part), Occur.MUST));
        List<Query> any = new ArrayList<>(List.of(all.build()));
        synonyms.others(key).forEach(other -> any.add(Look.weighed(itself(Look.ANYWHERE, other), OTHER_WORD)));
        return Look.best(any);
    }

    /// Rare words weigh more than those that stand everywhere.
    private Query weighed(Clause clause) {
        return clause.exact() ? literal(clause) : Look.weighed(meant(clause), rarity(Signs.of(clause.text())));
    }

    private float rarity(Signs signs) {
        try {
            Signs.Run run = signs.runs().getFirst();
            String front = signs.text(run.start(), Math.min(run.end(), run.start() + SignAnalyzer.LONGEST));
            int known = reader.docFreq(new Term(Fields.TITLE, front)) + reader.docFreq(new Term(Fields.ITEM, front));
            return (float) (1 + Math.log10((reader.maxDoc() + 10.0) / (known + 10.0)) / 3);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Query meant(Clause clause) {
        return switch (clause.field()) {
            case ANYWHERE -> anywhere(clause);
            case TITLE -> all(Look.TITLE, clause.text());
            case ITEM -> all(Look.ITEM, clause.text());
            case PATH -> all(Look.PATH, clause.text());
            case UNIT, CODE, GRADE -> literal(clause);
        };
    }

    /// The clause to the letter.
    private Query literal(Clause clause) {
        Signs signs = Signs.of(clause.text());
        return switch (clause.field()) {
            case ANYWHERE -> itself(Look.ANYWHERE, clause.text());
            case TITLE -> itself(Look.TITLE, clause.text());
            // A quoted item is that item and no longer one.
            case ITEM ->
                clause.exact()
                        ? constant(new TermQuery(new Term(Fields.ITEM_IS, signs.bare())), 1)
                        : itself(Look.ITEM, clause.text());
            case PATH -> itself(Look.PATH, clause.text());
            case UNIT -> units(signs);
            case CODE -> code(clause.text(), 1);
            case GRADE -> Grades.query(signs.bare());
        };
    }

    private Query anywhere(Clause clause) {
        List<Query> any = new ArrayList<>(List.of(all(Look.ANYWHERE, clause.text())));
        String bare = Synonyms.key(clause.text());
        if (clause.text().length() >= SHORTEST_CODE && bare.matches("[0-9a-z]+")) {
            any.add(constant(code(clause.text(), SHORTEST_CODE), CODE));
        }
        return Look.best(any);
    }

    /// Everything that the text consists of, Chinese and letters each read in its own way.
    private Query all(Look where, String text) {
        Signs signs = Signs.of(text);
        List<Signs.Run> runs = signs.runs();
        List<Query> any = new ArrayList<>(List.of(itself(where, text)));
        others(where, signs.bare(), any);
        if (runs.size() == 1) {
            any.add(reading(where, signs, runs.getFirst()));
        } else if (looks < MOST_LOOKS) {
            var each = new BooleanQuery.Builder();
            runs.forEach(run -> {
                List<Query> one = new ArrayList<>();
                String part = signs.text(run.start(), run.end());
                one.add(itself(where, part));
                others(where, part, one);
                one.add(reading(where, signs, run));
                each.add(Look.weighed(Look.best(one), 1f / runs.size()), Occur.MUST);
            });
            any.add(Look.weighed(each.build(), PARTS));
        }
        return Look.best(any);
    }

    private Query itself(Look where, String text) {
        Signs signs = Signs.of(text);
        lit.add(signs.bare());
        looks += where.places();
        return where.query(signs);
    }

    private void others(Look where, String key, List<Query> any) {
        if (looks < MOST_LOOKS) {
            synonyms.others(key).forEach(other -> any.add(Look.weighed(itself(where, other), OTHER_WORD)));
        }
    }

    private Query reading(Look where, Signs signs, Signs.Run run) {
        String text = signs.text(run.start(), run.end());
        if (looks >= MOST_LOOKS) {
            return MatchNoDocsQuery.INSTANCE;
        }
        return run.han() ? chinese(where, text) : letters(where, text);
    }

    private Query chinese(Look where, String text) {
        List<Query> any = new ArrayList<>();
        if (where == Look.ANYWHERE && text.length() > 1) {
            any.add(constant(units(Signs.of(text)), UNIT));
        }
        List<String> parts = text.length() > 2 ? parts(text) : List.of();
        // Single signs stand everywhere: text that falls apart into them is rather written with a slip.
        if (parts.size() > 1 && parts.stream().allMatch(part -> part.length() > 1)) {
            var each = new BooleanQuery.Builder();
            for (String part : parts) {
                List<Query> one = new ArrayList<>(List.of(itself(where, part)));
                others(where, part, one);
                if (where == Look.ANYWHERE && part.length() > 1) {
                    one.add(constant(units(Signs.of(part)), UNIT));
                }
                each.add(Look.weighed(Look.best(one), 1f / parts.size()), Occur.MUST);
            }
            any.add(Look.weighed(each.build(), PARTS));
        }
        if (near) {
            looks += Slips.PLACES;
            any.add(Look.weighed(Slips.chinese(text, lit), NEAR));
        }
        return Look.best(any);
    }

    /// Known names whole, the rest by words.
    private List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int plain = 0;
        for (int at = 0; at < text.length(); ) {
            int end = synonyms.end(text, at);
            if (end > at && end - at < text.length()) {
                parts.addAll(words.telling(text.substring(plain, at)));
                parts.add(text.substring(at, end));
                plain = end;
                at = end;
            } else {
                at++;
            }
        }
        parts.addAll(words.telling(text.substring(plain)));
        return parts;
    }

    private Query letters(Look where, String text) {
        List<Query> any = new ArrayList<>();
        if (text.length() > 1) {
            looks += where.places();
            any.add(where.beginning(text));
            if (where == Look.ANYWHERE) {
                any.add(constant(units(Signs.of(text)), UNIT));
            }
        }
        if (text.length() > 1 && text.matches("[a-z]+")) {
            Vocabulary.typedAs(reader, text, MOST_SOUNDS)
                    .forEach(phrase -> any.add(Look.weighed(itself(where, phrase), SOUND)));
            if (near && text.length() > 5) {
                Vocabulary.typedNearly(reader, text, MOST_SOUNDS)
                        .forEach(phrase -> any.add(Look.weighed(itself(where, phrase), SOUND * NEAR)));
            }
        }
        if (near && text.length() > 3) {
            looks += where.places();
            any.add(Look.weighed(where.nearly(text), NEAR));
        }
        return Look.best(any);
    }

    private static Query code(String text, int shortest) {
        String code = text.strip().toUpperCase(Locale.ROOT);
        return code.length() < shortest ? MatchNoDocsQuery.INSTANCE : new PrefixQuery(new Term(Fields.CODE, code));
    }

    private Query units(Signs asked) {
        String bare = asked.bare();
        Set<String> called = new LinkedHashSet<>(synonyms.others(bare));
        called.add(bare);
        List<BytesRef> codes = units.stream()
                .filter(unit -> unit.isCalled(called))
                .map(unit -> new BytesRef(unit.code()))
                .toList();
        return codes.isEmpty() ? MatchNoDocsQuery.INSTANCE : new TermInSetQuery(Fields.UNIT, codes);
    }

    private static Query constant(Query query, float weight) {
        return query instanceof MatchNoDocsQuery ? query : new BoostQuery(new ConstantScoreQuery(query), weight);
    }
}
