package org.shuguan.server.search;

import java.util.Collection;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.Query;

/// A query that matches the same documents without scores and with fewer clauses. It is used for counting, which
/// visits every match.
final class UnscoredQuery {
    private UnscoredQuery() {}

    static Query of(Query query) {
        return switch (query) {
            case BoostQuery boosted -> of(boosted.getQuery());
            case ConstantScoreQuery constant -> of(constant.getQuery());
            case DisjunctionMaxQuery best -> any(best.getDisjuncts());
            case BooleanQuery clauses -> clauses(clauses);
            default -> query;
        };
    }

    private static Query any(Collection<Query> alternatives) {
        var any = new BooleanQuery.Builder();
        alternatives.forEach(alternative -> any.add(of(alternative), Occur.SHOULD));
        return any.build();
    }

    /// Optional clauses beside a required one affect only the score and are left out.
    private static Query clauses(BooleanQuery query) {
        boolean required = query.clauses().stream().anyMatch(BooleanClause::isRequired);
        var all = new BooleanQuery.Builder().setMinimumNumberShouldMatch(query.getMinimumNumberShouldMatch());
        for (BooleanClause clause : query.clauses()) {
            if (clause.occur() != Occur.SHOULD || !required || query.getMinimumNumberShouldMatch() > 0) {
                all.add(of(clause.query()), clause.occur() == Occur.MUST ? Occur.FILTER : clause.occur());
            }
        }
        BooleanQuery built = all.build();
        return built.clauses().size() == 1 && built.clauses().getFirst().occur() == Occur.FILTER
                ? built.clauses().getFirst().query()
                : built;
    }
}
