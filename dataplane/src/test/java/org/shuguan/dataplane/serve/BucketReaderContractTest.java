package org.shuguan.dataplane.serve;

import org.shuguan.dataplane.lake.Place;

class BucketReaderContractTest extends LakeReaderContract {
    @Override
    boolean isTrino() {
        return false;
    }

    @Override
    Place place() {
        return Place.BUCKET;
    }
}
