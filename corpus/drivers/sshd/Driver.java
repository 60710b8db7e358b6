import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.apache.sshd.client.*;
import org.apache.sshd.client.channel.*;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.server.*;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.client.*;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

public class Driver {
  public static void main(String[] args) throws Exception {
    SshServer s = SshServer.setUpDefaultServer(); s.setPort(0); s.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(Path.of("host.ser"))); s.setPasswordAuthenticator((u, p, x) -> p.equals("pw"));
    s.setCommandFactory((ch, cmd) -> new org.apache.sshd.server.command.AbstractCommandSupport(cmd, null) { @Override public void run() { try { getOutputStream().write(("ran " + getCommand() + "\n").getBytes()); getOutputStream().flush(); } catch (IOException e) { throw new UncheckedIOException(e); } onExit(7); } });
    s.setSubsystemFactories(List.of(new SftpSubsystemFactory())); s.setFileSystemFactory(new org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory(Path.of("").toAbsolutePath())); s.start();
    try (SshClient c = SshClient.setUpDefaultClient()) {
      c.setServerKeyVerifier((a, b, k) -> { System.out.println("key " + k.getAlgorithm()); return true; }); c.start();
      try (ClientSession x = c.connect("bob", "localhost", s.getPort()).verify(10000).getSession()) {
        x.addPasswordIdentity("pw"); x.auth().verify(10000);
        try (ChannelExec e = x.createExecChannel("ls -l")) { ByteArrayOutputStream o = new ByteArrayOutputStream(); e.setOut(o); e.open().verify(5000); e.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 10000); System.out.print(o); System.out.println(e.getExitStatus()); }
        try (SftpClient f = SftpClientFactory.instance().createSftpClient(x)) { try (OutputStream o = f.write("a.txt")) { o.write("data".getBytes()); } f.mkdir("d"); System.out.println(f.stat("a.txt").getSize() + " " + f.stat("d").isDirectory() + " " + new String(f.read("a.txt").readAllBytes(), StandardCharsets.UTF_8)); f.rename("a.txt", "d/b.txt"); try { f.stat("a.txt"); } catch (IOException e) { System.out.println(e.getMessage()); } }
        System.out.println(x.getNegotiatedKexParameter(org.apache.sshd.common.kex.KexProposalOption.ALGORITHMS) + " " + x.getNegotiatedKexParameter(org.apache.sshd.common.kex.KexProposalOption.S2CENC));
      }
      try (ClientSession x = c.connect("bob", "localhost", s.getPort()).verify(10000).getSession()) { x.addPasswordIdentity("no"); x.auth().verify(10000); } catch (org.apache.sshd.common.SshException e) { System.out.println(e.getMessage()); }
    }
    s.stop(); System.out.println(s.isClosed());
  }
}
