import java.io.*;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import org.eclipse.jgit.api.*;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.*;
import org.eclipse.jgit.revwalk.RevCommit;

public class Driver {
  static final PersonIdent WHO = new PersonIdent("A", "a@b", Instant.EPOCH, ZoneOffset.UTC);

  static RevCommit commit(Git g, String file, String text, String message) throws Exception {
    Files.writeString(g.getRepository().getWorkTree().toPath().resolve(file), text);
    g.add().addFilepattern(file).call();
    return g.commit().setMessage(message).setAuthor(WHO).setCommitter(WHO).setSign(false).call();
  }

  public static void main(String[] args) throws Exception {
    try (Git g = Git.init().setDirectory(new File("repo")).setInitialBranch("main").call()) {
      commit(g, "a.txt", "one\n1\n", "first");
      g.branchCreate().setName("b").call();
      RevCommit second = commit(g, "b.txt", "b\n", "second");
      Files.writeString(Path.of("repo/a.txt"), "two\n1\n");
      var out = new ByteArrayOutputStream();
      g.diff().setOutputStream(out).call();
      System.out.println(out);
      System.out.println(g.status().call().getModified() + " " + g.getRepository().getBranch());
      g.stashCreate().setPerson(WHO).call();
      g.checkout().setName("b").call();
      commit(g, "c.txt", "c\n", "third");
      System.out.println(g.merge().include(second).setCommit(false).call().getMergeStatus());
      g.commit().setMessage("merged").setAuthor(WHO).setCommitter(WHO).setSign(false).call();
      g.tag().setName("v1").setTagger(WHO).setSigned(false).call();
      for (var c : g.log().call()) System.out.println(c.getName() + " " + c.getShortMessage() + " " + c.getParentCount());
      System.out.println(g.blame().setFilePath("a.txt").call().getSourceCommit(0).getShortMessage() + g.describe().call() + g.branchList().call().size());
      StoredConfig config = g.getRepository().getConfig();
      config.setEnum("core", null, "autocrlf", CoreConfig.AutoCRLF.INPUT);
      config.save();
      System.out.println(config.getEnum("core", null, "autocrlf", CoreConfig.AutoCRLF.FALSE));
      System.out.println(g.gc().call().get("numberOfPackedObjects"));
      try (Git clone = Git.cloneRepository().setURI(new File("repo").toURI().toString()).setDirectory(new File("clone")).setBranch("main").call()) {
        System.out.println(new TreeSet<>(Arrays.asList(clone.getRepository().getWorkTree().list())) + " " + clone.getRepository().resolve("HEAD").name());
        commit(clone, "d.txt", "d\n", "fourth");
        clone.push().setRemote("origin").add("main").call().forEach(r -> r.getRemoteUpdates().forEach(u -> System.out.println(u.getStatus())));
        out.reset();
        org.eclipse.jgit.archive.ArchiveFormats.registerAll();
        clone.archive().setTree(clone.getRepository().resolve("HEAD")).setFormat("zip").setOutputStream(out).call();
        System.out.println(out.size() > 100);
      }
      try { g.checkout().setName("none").call(); } catch (GitAPIException e) { System.out.println(e.getMessage()); }
    }
  }
}
