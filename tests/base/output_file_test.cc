// SPDX-License-Identifier: Apache-2.0
#include "base/output_file.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "support/temp_folder.h"

namespace fakestream {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;

class OutputFileTest : public ::testing::Test {
 public:
  OutputFileTest(const OutputFileTest&) = delete;
  OutputFileTest& operator=(const OutputFileTest&) = delete;
  ~OutputFileTest() override = default;

 protected:
  OutputFileTest() = default;

  std::string Path(const std::string& name) const { return (folder_.path() / name).string(); }

  std::string Read(const std::string& name) const { return folder_.Read(name); }

  void Write(const std::string& name, const std::string& text) const { folder_.Write(name, text); }

  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  struct stat StatusOf(const std::string& name) const {
    struct stat status {};

    EXPECT_EQ(lstat(Path(name).c_str(), &status), 0) << name;
    return status;
  }

 private:
  internal::TempFolder folder_{};
};

TEST_F(OutputFileTest, ReplacesAFileAndLeavesNothingBeside) {
  Write("a", "a long text from before");

  EXPECT_EQ(WriteOutputFile(Path("a"), "new"), std::nullopt);
  EXPECT_EQ(WriteOutputFile(Path("b"), "new"), std::nullopt);

  EXPECT_EQ(Read("a"), "new");
  EXPECT_THAT(Names(), ElementsAre("a", "b"));
}

TEST_F(OutputFileTest, KeepsTheModeOfAFileAndGivesANewOneTheUsualOne) {
  Write("a", "old");
  chmod(Path("a").c_str(), 0640);
  const mode_t mask = umask(027);

  EXPECT_EQ(WriteOutputFile(Path("a"), "new"), std::nullopt);
  EXPECT_EQ(WriteOutputFile(Path("b"), "new"), std::nullopt);
  umask(mask);

  EXPECT_EQ(StatusOf("a").st_mode & 07777U, 0640U);
  EXPECT_EQ(StatusOf("b").st_mode & 07777U, 0640U);
}

TEST_F(OutputFileTest, KeepsTheOwner) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  Write("a", "old");
  ASSERT_EQ(chown(Path("a").c_str(), 12345, 23456), 0);

  EXPECT_EQ(WriteOutputFile(Path("a"), "new"), std::nullopt);

  EXPECT_EQ(Read("a"), "new");
  EXPECT_EQ(StatusOf("a").st_uid, 12345U);
  EXPECT_EQ(StatusOf("a").st_gid, 23456U);
}

TEST_F(OutputFileTest, WritesWhatALinkLeadsToAndLeavesTheLink) {
  Write("a", "old");
  fs::create_symlink("a", Path("link"));

  EXPECT_EQ(WriteOutputFile(Path("link"), "new"), std::nullopt);

  EXPECT_EQ(Read("a"), "new");
  EXPECT_TRUE(fs::is_symlink(Path("link")));
}

TEST_F(OutputFileTest, RefusesALinkThatLeadsNowhere) {
  fs::create_symlink("elsewhere", Path("link"));

  EXPECT_THAT(WriteOutputFile(Path("link"), "new"), Optional(HasSubstr("leads nowhere")));
  EXPECT_NE(WriteNewFile(Path("link"), "new"), std::nullopt);

  EXPECT_THAT(Names(), ElementsAre("link"));
}

TEST_F(OutputFileTest, FollowsNoNameThatSomebodyPlantedBesideIt) {
  Write("precious", "mine");
  const std::string start = ".fakestream-" + std::to_string(getpid()) + "-";
  for (int i = 0; i < 20; ++i) {
    fs::create_symlink("precious", Path(start + std::to_string(i) + ".part"));
  }

  EXPECT_EQ(WriteOutputFile(Path("a"), "new"), std::nullopt);

  EXPECT_EQ(Read("precious"), "mine");
  EXPECT_EQ(Read("a"), "new");
  EXPECT_EQ(Names().size(), 22U);
}

TEST_F(OutputFileTest, RefusesWhatIsNoRegularFileAndLeavesIt) {
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  fs::create_directory(Path("folder"));
  const int socket_number = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  Path("socket").copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(bind(socket_number, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0)
      << Path("socket");
  close(socket_number);

  EXPECT_THAT(WriteOutputFile(Path("pipe"), "x"), Optional(HasSubstr("pipe, not a regular file")));
  EXPECT_THAT(WriteOutputFile(Path("folder"), "x"), Optional(HasSubstr("it is a folder")));
  EXPECT_THAT(WriteOutputFile(Path("socket"), "x"),
              Optional(HasSubstr("socket, not a regular file")));

  EXPECT_TRUE(S_ISFIFO(StatusOf("pipe").st_mode));
  EXPECT_TRUE(S_ISSOCK(StatusOf("socket").st_mode));
}

TEST_F(OutputFileTest, RefusesADeviceAndLeavesIt) {
  // A null device of our own, so that a mistake costs nobody anything.
  if (mknod(Path("null").c_str(), S_IFCHR | 0600, makedev(1, 3)) != 0) {
    GTEST_SKIP() << "only root can make a device: " << std::strerror(errno);
  }

  EXPECT_THAT(WriteOutputFile(Path("null"), "x"),
              Optional(HasSubstr("device, not a regular file")));

  EXPECT_TRUE(S_ISCHR(StatusOf("null").st_mode));
}

TEST_F(OutputFileTest, MakesNoFolder) {
  EXPECT_THAT(WriteOutputFile(Path("a/b"), "x"), Optional(HasSubstr("No such file or directory")));
  EXPECT_THAT(WriteOutputFile(Path("a/"), "x"), Optional(HasSubstr("it is a folder")));
  EXPECT_THAT(WriteOutputFile("", "x"), Optional(HasSubstr("no name")));

  EXPECT_THAT(Names(), ElementsAre());
}

TEST_F(OutputFileTest, WritesADescriptorThatSomebodyOpenedForUs) {
  int ends[2] = {};
  ASSERT_EQ(pipe(ends), 0);
  const std::string path = "/dev/fd/" + std::to_string(ends[1]);

  EXPECT_EQ(WriteOutputFile(path, "through"), std::nullopt);
  EXPECT_THAT(WriteOutputFile("/dev/fd/" + std::to_string(ends[0]), "x"),
              Optional(HasSubstr("not open for writing")));

  std::string read(16, ' ');
  read.resize(static_cast<std::size_t>(::read(ends[0], read.data(), read.size())));
  EXPECT_EQ(read, "through");
  close(ends[0]);
  close(ends[1]);
  EXPECT_THAT(WriteOutputFile(path, "x"), Optional(HasSubstr("not open for writing")));
}

TEST_F(OutputFileTest, WritesInPlaceWhereTheFolderTakesNoNewFile) {
  if (geteuid() == 0) GTEST_SKIP() << "root may create files everywhere";
  fs::create_directory(Path("folder"));
  Write("folder/a", "a long text from before");
  fs::permissions(Path("folder"), fs::perms::owner_read | fs::perms::owner_exec);

  const WriteProblem problem = WriteOutputFile(Path("folder/a"), "new");

  fs::permissions(Path("folder"), fs::perms::owner_all);
  EXPECT_EQ(problem, std::nullopt);
  EXPECT_EQ(Read("folder/a"), "new");
}

// Runs the function in a process of its own, and returns what waitpid says.
template <class Function>
int InAnotherProcess(const Function& function) {
  const pid_t child = fork();
  if (child == 0) _exit(function());
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

// Mounts one file over another, for this process alone.
bool BindMount(const std::string& source, const std::string& target) {
  if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  return mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         mount(source.c_str(), target.c_str(), nullptr, MS_BIND, nullptr) == 0;
}

TEST_F(OutputFileTest, WritesInPlaceWhereAFileIsMounted) {
  constexpr int kCannotMount = 77;
  Write("outside", "a long text from before");
  Write("a", "");

  const int status = InAnotherProcess([&] {
    if (!BindMount(Path("outside"), Path("a"))) return kCannotMount;
    return WriteOutputFile(Path("a"), "new") == std::nullopt ? 0 : 1;
  });

  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == kCannotMount) GTEST_SKIP() << "nobody may mount here";
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(Read("outside"), "new");
  EXPECT_THAT(Names(), ElementsAre("a", "outside"));
}

TEST_F(OutputFileTest, ALimitOfFileSizesIsAProblemThatLeavesTheOldFile) {
  Write("a", "old");

  const int status = InAnotherProcess([&] {
    const rlimit limit{.rlim_cur = 4096, .rlim_max = 4096};
    setrlimit(RLIMIT_FSIZE, &limit);
    const WriteProblem problem = WriteOutputFile(Path("a"), std::string(10'000, 'x'));
    return problem == "File too large" ? 0 : 1;
  });

  EXPECT_TRUE(WIFEXITED(status)) << "ended by signal " << WTERMSIG(status);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(Read("a"), "old");
  EXPECT_THAT(Names(), ElementsAre("a"));
}

TEST_F(OutputFileTest, ASignalThatEndsUsFindsAWholeFileAndNoOther) {
  const std::string text(300'000, 'x');

  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGQUIT}) {
    const pid_t child = fork();
    if (child == 0) {
      const rlimit no_core{};
      setrlimit(RLIMIT_CORE, &no_core);
      while (true) WriteOutputFile(Path("a"), text);
    }
    while (!fs::exists(Path("a"))) std::this_thread::yield();
    kill(child, signal);
    int status = 0;
    waitpid(child, &status, 0);

    EXPECT_TRUE(WIFSIGNALED(status)) << signal;
    EXPECT_EQ(Read("a").size(), text.size()) << signal;
    EXPECT_THAT(Names(), ElementsAre("a")) << signal;
    fs::remove(Path("a"));
  }
}

TEST_F(OutputFileTest, NewFileMustBeNew) {
  EXPECT_EQ(WriteNewFile(Path("a"), "first"), std::nullopt);
  EXPECT_THAT(WriteNewFile(Path("a"), "second"), Optional(HasSubstr("File exists")));

  EXPECT_EQ(Read("a"), "first");
}

TEST_F(OutputFileTest, RemovesTheFileThatALinkLeadsTo) {
  Write("a", "old");
  fs::create_symlink("a", Path("link"));

  EXPECT_EQ(RemoveOutputFile(Path("link")), std::nullopt);
  EXPECT_EQ(RemoveOutputFile(Path("nothing")), std::nullopt);

  EXPECT_THAT(Names(), ElementsAre("link"));
}

TEST_F(OutputFileTest, OneFileHasOnePlaceHoweverItIsNamed) {
  Write("a", "");
  fs::create_symlink("a", Path("link"));
  fs::create_hard_link(Path("a"), Path("same"));
  fs::create_directory(Path("folder"));

  EXPECT_EQ(PlaceOf(Path("a")), PlaceOf(Path("folder/../a")));
  EXPECT_EQ(PlaceOf(Path("a")), PlaceOf(Path("link")));
  EXPECT_EQ(PlaceOf(Path("a")), PlaceOf(Path("same")));
  EXPECT_EQ(PlaceOf(Path("new")), PlaceOf(Path("folder/../new")));
  EXPECT_NE(PlaceOf(Path("new")), PlaceOf(Path("newer")));
  EXPECT_NE(PlaceOf(Path("a")), PlaceOf(Path("new")));
  EXPECT_EQ(PlaceOf(Path("nowhere/new")), std::nullopt);
}

}  // namespace
}  // namespace fakestream
