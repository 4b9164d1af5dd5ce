package io.foretide.detect.forest;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.state.ExecutionContext;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestState;
import com.amazon.randomcutforest.state.sampler.CompactSamplerState;
import com.amazon.randomcutforest.state.store.NodeStoreState;
import com.amazon.randomcutforest.state.store.PointStoreState;
import com.amazon.randomcutforest.state.tree.CompactRandomCutTreeState;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The byte form of a random cut forest: the library's own state, field by field, trees included, so
 * that a restored forest goes on bit for bit.
 */
final class ForestForm {
  private ForestForm() {}

  private static RandomCutForestMapper mapper() {
    RandomCutForestMapper mapper = new RandomCutForestMapper();
    mapper.setSaveTreeStateEnabled(true);
    mapper.setPartialTreeStateEnabled(false);
    mapper.setSaveExecutorContextEnabled(false);
    return mapper;
  }

  static void write(RandomCutForest forest, ByteSink out) {
    RandomCutForestState s = mapper().toState(forest);
    out.putString(s.getVersion());
    out.putLong(s.getTotalUpdates());
    out.putDouble(s.getTimeDecay());
    out.putInt(s.getNumberOfTrees());
    out.putInt(s.getSampleSize());
    out.putInt(s.getShingleSize());
    out.putInt(s.getDimensions());
    out.putInt(s.getOutputAfter());
    out.putDouble(s.getBoundingBoxCacheFraction());
    out.putString(s.getPrecision());
    out.putBoolean(s.isCurrentlySampling());
    points(s.getPointStoreState(), out);
    for (CompactSamplerState sampler : s.getCompactSamplerStates()) {
      sampler(sampler, out);
    }
    for (CompactRandomCutTreeState tree : s.getCompactRandomCutTreeStates()) {
      tree(tree, out);
    }
  }

  static RandomCutForest read(ByteSource in, RandomCutSettings settings, int signals) {
    RandomCutForestState s = new RandomCutForestState();
    s.setVersion(in.getString());
    s.setTotalUpdates(in.getLong());
    s.setTimeDecay(in.getDouble());
    s.setNumberOfTrees(in.getInt(settings.trees(), settings.trees()));
    s.setSampleSize(in.getInt(settings.sample(), settings.sample()));
    s.setShingleSize(in.getInt(settings.shingle(), settings.shingle()));
    s.setDimensions(in.getInt(settings.shingle() * signals, settings.shingle() * signals));
    s.setOutputAfter(in.getInt());
    s.setBoundingBoxCacheFraction(in.getDouble());
    s.setPrecision(in.getString());
    s.setCurrentlySampling(in.getBoolean());
    s.setExecutionContext(new ExecutionContext());
    s.setCompressed(true);
    s.setCompact(true);
    s.setSaveTreeStateEnabled(true);
    s.setSaveSamplerStateEnabled(true);
    s.setSaveCoordinatorStateEnabled(true);
    s.setPointStoreState(points(in));
    List<CompactSamplerState> samplers = new ArrayList<>();
    for (int i = 0; i < settings.trees(); i++) {
      samplers.add(sampler(in));
    }
    s.setCompactSamplerStates(samplers);
    List<CompactRandomCutTreeState> trees = new ArrayList<>();
    for (int i = 0; i < settings.trees(); i++) {
      trees.add(tree(in));
    }
    s.setCompactRandomCutTreeStates(trees);
    try {
      return mapper().toModel(s);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
      throw in.damaged("the forest is not consistent (" + e.getMessage() + ")");
    }
  }

  private static void points(PointStoreState s, ByteSink out) {
    out.putString(s.getVersion());
    out.putInt(s.getDimensions());
    out.putInt(s.getCapacity());
    out.putInt(s.getShingleSize());
    out.putString(s.getPrecision());
    out.putInt(s.getStartOfFreeSegment());
    out.putBoolean(s.isCompressed());
    out.putBoolean(s.isDirectLocationMap());
    out.putBoolean(s.isReverseAvailable());
    out.putBoolean(s.isInternalShinglingEnabled());
    out.putLong(s.getLastTimeStamp());
    out.putBoolean(s.isRotationEnabled());
    out.putBoolean(s.isDynamicResizingEnabled());
    out.putInt(s.getCurrentStoreCapacity());
    out.putInt(s.getIndexCapacity());
    Maybe.put(out, s.getPointData());
    Maybe.put(out, s.getRefCount());
    Maybe.put(out, s.getLocationList());
    Maybe.put(out, s.getReverseLocationList());
    Maybe.put(out, s.getDuplicateRefs());
    Maybe.put(out, s.getInternalShingle());
  }

  private static PointStoreState points(ByteSource in) {
    PointStoreState s = new PointStoreState();
    s.setVersion(in.getString());
    s.setDimensions(in.getInt());
    s.setCapacity(in.getInt());
    s.setShingleSize(in.getInt());
    s.setPrecision(in.getString());
    s.setStartOfFreeSegment(in.getInt());
    s.setCompressed(in.getBoolean());
    s.setDirectLocationMap(in.getBoolean());
    s.setReverseAvailable(in.getBoolean());
    s.setInternalShinglingEnabled(in.getBoolean());
    s.setLastTimeStamp(in.getLong());
    s.setRotationEnabled(in.getBoolean());
    s.setDynamicResizingEnabled(in.getBoolean());
    s.setCurrentStoreCapacity(in.getInt());
    s.setIndexCapacity(in.getInt());
    Maybe.bytes(in, s::setPointData);
    Maybe.ints(in, s::setRefCount);
    Maybe.ints(in, s::setLocationList);
    Maybe.ints(in, s::setReverseLocationList);
    Maybe.ints(in, s::setDuplicateRefs);
    Maybe.doubles(in, s::setInternalShingle);
    return s;
  }

  private static void sampler(CompactSamplerState s, ByteSink out) {
    out.putString(s.getVersion());
    out.putInt(s.getSize());
    out.putInt(s.getCapacity());
    out.putDouble(s.getInitialAcceptFraction());
    out.putDouble(s.getTimeDecay());
    out.putLong(s.getSequenceIndexOfMostRecentTimeDecayUpdate());
    out.putLong(s.getMaxSequenceIndex());
    out.putBoolean(s.isCompressed());
    out.putLong(s.getRandomSeed());
    Maybe.put(out, s.getWeight());
    Maybe.put(out, s.getPointIndex());
  }

  private static CompactSamplerState sampler(ByteSource in) {
    CompactSamplerState s = new CompactSamplerState();
    s.setVersion(in.getString());
    s.setSize(in.getInt());
    s.setCapacity(in.getInt());
    s.setInitialAcceptFraction(in.getDouble());
    s.setTimeDecay(in.getDouble());
    s.setSequenceIndexOfMostRecentTimeDecayUpdate(in.getLong());
    s.setMaxSequenceIndex(in.getLong());
    s.setCompressed(in.getBoolean());
    s.setRandomSeed(in.getLong());
    Maybe.floats(in, s::setWeight);
    Maybe.ints(in, s::setPointIndex);
    return s;
  }

  private static void tree(CompactRandomCutTreeState s, ByteSink out) {
    out.putString(s.getVersion());
    out.putInt(s.getRoot());
    out.putInt(s.getMaxSize());
    out.putInt(s.getOutputAfter());
    out.putDouble(s.getBoundingBoxCacheFraction());
    out.putBoolean(s.isPartialTreeState());
    out.putLong(s.getSeed());
    out.putInt(s.getId());
    out.putInt(s.getDimensions());
    out.putLong(s.getStaticSeed());
    out.putFloat(s.getWeight());
    NodeStoreState n = s.getNodeStoreState();
    out.putString(n.getVersion());
    out.putInt(n.getCapacity());
    out.putBoolean(n.isCompressed());
    out.putString(n.getPrecision());
    out.putInt(n.getRoot());
    out.putBoolean(n.isCanonicalAndNotALeaf());
    out.putInt(n.getSize());
    out.putInt(n.getNodeFreeIndexPointer());
    out.putInt(n.getLeafFreeIndexPointer());
    out.putBoolean(n.isPartialTreeStateEnabled());
    Maybe.put(out, n.getCutDimension());
    Maybe.put(out, n.getCutValueData());
    Maybe.put(out, n.getLeftIndex());
    Maybe.put(out, n.getRightIndex());
    Maybe.put(out, n.getNodeFreeIndexes());
    Maybe.put(out, n.getLeafFreeIndexes());
    Maybe.put(out, n.getLeafMass());
    Maybe.put(out, n.getLeafPointIndex());
  }

  private static CompactRandomCutTreeState tree(ByteSource in) {
    CompactRandomCutTreeState s = new CompactRandomCutTreeState();
    s.setVersion(in.getString());
    s.setRoot(in.getInt());
    s.setMaxSize(in.getInt());
    s.setOutputAfter(in.getInt());
    s.setBoundingBoxCacheFraction(in.getDouble());
    s.setPartialTreeState(in.getBoolean());
    s.setSeed(in.getLong());
    s.setId(in.getInt());
    s.setDimensions(in.getInt());
    s.setStaticSeed(in.getLong());
    s.setWeight(in.getFloat());
    NodeStoreState n = new NodeStoreState();
    n.setVersion(in.getString());
    n.setCapacity(in.getInt());
    n.setCompressed(in.getBoolean());
    n.setPrecision(in.getString());
    n.setRoot(in.getInt());
    n.setCanonicalAndNotALeaf(in.getBoolean());
    n.setSize(in.getInt());
    n.setNodeFreeIndexPointer(in.getInt());
    n.setLeafFreeIndexPointer(in.getInt());
    n.setPartialTreeStateEnabled(in.getBoolean());
    Maybe.ints(in, n::setCutDimension);
    Maybe.bytes(in, n::setCutValueData);
    Maybe.ints(in, n::setLeftIndex);
    Maybe.ints(in, n::setRightIndex);
    Maybe.ints(in, n::setNodeFreeIndexes);
    Maybe.ints(in, n::setLeafFreeIndexes);
    Maybe.ints(in, n::setLeafMass);
    Maybe.ints(in, n::setLeafPointIndex);
    s.setNodeStoreState(n);
    return s;
  }
}
