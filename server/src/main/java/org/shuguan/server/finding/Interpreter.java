package org.shuguan.server.finding;

import java.util.ArrayList;
import java.util.Collection;
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
    private static final float FIRST = 1_000;
    private static final float CODE = 20;
    private static final int SHORTEST_CODE = 6;
    private static final int SHORTEST_NUMBER = 4;
    private static final int MOST_SOUNDS = 16;
    private static final int MOST_WORDS_TOGETHER = 4;
    /// What a question may cost, in places to look at; beyond it only the words themselves are looked for.
    private static final int MOST_LOOKS = 700;

    /// @param lit the words found, as the index spells them, for the reader's eye
    /// @param placed whether it names a place together with what is there
    record Meaning(Query query, Set<String> lit, boolean placed) {
        /// The same, with whatever the other finds before all else.
        Meaning below(Meaning first) {
            Query ordered = new BooleanQuery.Builder()
                    .add(query, Occur.MUST)
                    .add(constant(Matching.of(first.query), FIRST), Occur.SHOULD)
                    .build();
            return new Meaning(ordered, lit, placed);
        }
    }

    private final IndexReader reader;
    private final ChineseWords words;
    private final Synonyms synonyms;
    private final UnitNames units;
    private final Reach reach;
    private final Set<String> lit = new LinkedHashSet<>();
    private int looks;
    private boolean placed;

    Interpreter(IndexReader reader, ChineseWords words, Synonyms synonyms, UnitNames units, Reach reach) {
        this.reader = reader;
        this.words = words;
        this.synonyms = synonyms;
        this.units = units;
        this.reach = reach;
    }

    Meaning meaning(Question question) {
        if (question.everything()) {
            return new Meaning(MatchAllDocsQuery.INSTANCE, Set.of(), false);
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
        return new Meaning(all.build(), lit, placed);
    }

    /// How many clauses from here on are one name with blanks in it, such as `ID number`. Chinese names have none:
    /// whoever puts a blank between Chinese words asks for two.
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
        others(Look.ANYWHERE, key, any);
        return Look.sum(any);
    }

    /// Rare words weigh more than those that stand everywhere.
    private Query weighed(Clause clause) {
        return clause.exact() ? literal(clause) : Look.weighed(meant(clause), rarity(Signs.of(clause.text())));
    }

    private float rarity(Signs signs) {
        try {
            Signs.Run run = signs.runs().getFirst();
            int end = run.han() ? Math.min(run.end(), run.start() + SignAnalyzer.LONGEST) : run.end();
            String front = signs.text(run.start(), end);
            int known = reader.docFreq(new Term(Fields.ANY, front));
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
            case ANYWHERE -> exactly(Look.ANYWHERE, clause.text());
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
        return Look.sum(any);
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
                each.add(Look.weighed(Look.sum(one), 1f / runs.size()), Occur.MUST);
            });
            any.add(Look.weighed(each.build(), PARTS));
        }
        return Look.sum(any);
    }

    private Query exactly(Look where, String text) {
        Signs signs = Signs.of(text);
        lit.add(signs.bare());
        looks += where.places();
        return where.query(signs);
    }

    private Query itself(Look where, String text) {
        Signs signs = Signs.of(text);
        String bare = signs.bare();
        lit.add(bare);
        looks += Math.max(where.places(), bare.length());
        return where.soon(signs);
    }

    private void others(Look where, String key, List<Query> any) {
        words(where, synonyms.others(key), OTHER_WORD, any);
    }

    /// As many of the words as the question may still cost.
    private void words(Look where, Collection<String> words, float weight, List<Query> any) {
        for (String word : words) {
            if (looks < MOST_LOOKS) {
                any.add(Look.weighed(itself(where, word), weight));
            }
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
        List<String> parts = text.length() > 2 ? telling(parts(text)) : List.of();
        if (parts.size() > 1) {
            any.add(Look.weighed(together(where, parts), PARTS));
        }
        if (reach == Reach.SLIPS) {
            looks += Slips.PLACES;
            any.add(Look.weighed(Slips.chinese(text, lit), NEAR));
        }
        return Look.sum(any);
    }

    /// All of the parts somewhere; a place that is named with something may be another where the reach goes so far.
    private Query together(Look where, List<String> parts) {
        var each = new BooleanQuery.Builder();
        boolean onlyPlaces = parts.stream().allMatch(units::isOne);
        for (String part : parts) {
            boolean place = where == Look.ANYWHERE && !onlyPlaces && units.isOne(part);
            placed |= place;
            List<Query> one = new ArrayList<>(List.of(itself(where, part)));
            others(where, part, one);
            if (where == Look.ANYWHERE && part.length() > 1) {
                one.add(constant(units(Signs.of(part)), UNIT));
            }
            each.add(
                    Look.weighed(Look.sum(one), 1f / parts.size()),
                    place && reach == Reach.OTHER_PLACES ? Occur.SHOULD : Occur.MUST);
        }
        return each.build();
    }

    /// Single signs stand everywhere: one goes with the word before it (残疾人 证). Text that falls apart into them is
    /// rather written with a slip, and has no parts.
    private List<String> telling(List<String> parts) {
        List<String> telling = new ArrayList<>();
        boolean single = true;
        for (String part : parts) {
            boolean alone = part.codePointCount(0, part.length()) == 1;
            if (!alone) {
                telling.add(part);
            } else if (single || units.isOne(telling.getLast())) {
                return List.of();
            } else {
                telling.add(telling.removeLast() + part);
            }
            single = alone;
        }
        return telling;
    }

    /// Known names whole, the rest by words.
    private List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int plain = 0;
        for (int at = 0; at < text.length(); ) {
            int end = Math.max(units.end(text, at), synonyms.end(text, at));
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
            // Every year begins with 20: so little of a number is not the beginning of one.
            if (text.length() >= SHORTEST_NUMBER || !text.matches("[0-9]+")) {
                looks += where.places();
                any.add(where.beginning(text));
            }
            if (where == Look.ANYWHERE) {
                any.add(constant(units(Signs.of(text)), UNIT));
            }
        }
        if (text.length() > 1 && text.matches("[a-z]+")) {
            words(where, Vocabulary.typedAs(reader, text, MOST_SOUNDS), SOUND, any);
            if (reach == Reach.SLIPS && text.length() > 5) {
                words(where, Vocabulary.typedNearly(reader, text, MOST_SOUNDS), SOUND * NEAR, any);
            }
        }
        if (reach == Reach.SLIPS && text.length() > 3) {
            looks += where.places();
            any.add(Look.weighed(where.nearly(text), NEAR));
        }
        return Look.sum(any);
    }

    private static Query code(String text, int shortest) {
        String code = text.strip().toUpperCase(Locale.ROOT);
        return code.length() < shortest ? MatchNoDocsQuery.INSTANCE : new PrefixQuery(new Term(Fields.CODE, code));
    }

    private Query units(Signs asked) {
        String bare = asked.bare();
        Set<String> called = new LinkedHashSet<>(synonyms.others(bare));
        called.add(bare);
        List<BytesRef> codes = units.called(called).stream().map(BytesRef::new).toList();
        return codes.isEmpty() ? MatchNoDocsQuery.INSTANCE : new TermInSetQuery(Fields.UNIT, codes);
    }

    private static Query constant(Query query, float weight) {
        return query instanceof MatchNoDocsQuery ? query : new BoostQuery(new ConstantScoreQuery(query), weight);
    }
}
