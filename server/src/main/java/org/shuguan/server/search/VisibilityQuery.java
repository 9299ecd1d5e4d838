package org.shuguan.server.search;

import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/// Matches the versions that a reader with the given visibility marks may see. It is evaluated by
/// [FacetCombinations]; if the reader may see all of them, no document is checked.
final class VisibilityQuery extends Query {
    /// The marks that every official has: the result of [CatalogReader#sight] for a person without further roles.
    static final List<String> EVERYBODY = List.of("all");

    private final Set<String> readerMarks;

    VisibilityQuery(Collection<String> readerMarks) {
        this.readerMarks = Set.copyOf(readerMarks);
    }

    @Override
    public Query rewrite(IndexSearcher searcher) {
        boolean all = searcher.getIndexReader().leaves().stream()
                .map(leaf -> FacetCombinations.of(leaf.reader()))
                .allMatch(combinations -> combinations.visibleTo(readerMarks).cardinality() == combinations.size());
        return all ? MatchAllDocsQuery.INSTANCE : this;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
                FacetCombinations combinations = FacetCombinations.of(leaf.reader());
                BitSet visible = combinations.visibleTo(readerMarks);
                DocIdSetIterator all = DocIdSetIterator.all(leaf.reader().maxDoc());
                if (visible.cardinality() == combinations.size()) {
                    return new DefaultScorerSupplier(new ConstantScoreScorer(score(), mode, all));
                }
                return new DefaultScorerSupplier(new ConstantScoreScorer(score(), mode, new TwoPhaseIterator(all) {
                    @Override
                    public boolean matches() {
                        return visible.get(combinations.ofDocument(all.docID()));
                    }

                    @Override
                    public float matchCost() {
                        return 2;
                    }
                }));
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return true;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "visible to " + readerMarks;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VisibilityQuery query && query.readerMarks.equals(readerMarks);
    }

    @Override
    public int hashCode() {
        return readerMarks.hashCode();
    }
}
