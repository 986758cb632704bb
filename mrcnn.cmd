@echo off
rem The mrcnn command for Windows. In a source checkout it builds when nothing is built yet (after changing the sources
rem run "mvn package"); in an unpacked release it just runs. The same as the shell script mrcnn, which explains more.
rem
rem   MRCNN_JAVA_OPTS   further JVM flags, for example -Xmx8g; they win over those below
rem   JAVA_HOME         the JDK to use, if it is new enough
rem   MRCNN_CACHE       where downloads and class archives are kept, instead of the system's usual place
setlocal EnableExtensions DisableDelayedExpansion

rem -------------------------------------------------------------------------------------------- JVM flags by verb

rem Start at once: first compiler only, class archive, no natives on the class path.
set "flags=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Djava.awt.headless=true"
set "short=%flags%"
set "natives=no"
set "verb=%~1"
if not defined verb goto flags_chosen
if "%verb:~0,1%"=="-" goto flags_chosen
if "%verb%"=="score" goto score_flags
for %%v in (help completion compare data weights) do if "%verb%"=="%%v" goto flags_chosen
:look_for_help
if "%~1"=="-h" goto flags_chosen
if "%~1"=="--help" goto flags_chosen
shift /1
if not "%~1"=="" goto look_for_help

rem Work long: the natives, and the serial collector, as the shell script has it.
set "flags=-XX:+UseSerialGC -XX:MaxNewSize=256m --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true"
set "natives=yes"
goto flags_chosen

rem Score: as the shell script has it; with an analysis, long enough for the second compiler to pay. A "=" separates
rem arguments here, so that --report=DIR is seen as --report.
:score_flags
set "flags=%short% -Xms64m -Xmn24m -XX:PretenureSizeThreshold=256k"
:look_for_analysis
shift /1
if "%~1"=="" goto flags_chosen
if "%~1"=="--" goto flags_chosen
if "%~1"=="--compare" set "flags=-XX:+UseSerialGC -Xshare:auto"
if "%~1"=="--report" set "flags=-XX:+UseSerialGC -Xshare:auto"
if "%~1"=="-h" set "flags=%short%"
if "%~1"=="--help" set "flags=%short%"
goto look_for_analysis
:flags_chosen

rem ------------------------------------------------------------------------------------------ where things are

set "here=%~dp0"
set "here=%here:~0,-1%"
if exist "%here%\pom.xml" (
    set "root=%here%"
    set "checkout=yes"
) else (
    for %%d in ("%here%\..") do set "root=%%~fd"
    set "checkout=no"
)

rem ------------------------------------------------------------------------------------------------- find Java

rem Variable names ignore case here, so that none of ours may be JAVA_HOME.
set "jdk="
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
if defined jdk goto jdk_found
for /f "delims=" %%j in ('where java 2^>nul') do if not defined jdk for %%h in ("%%~dpj..") do call :try_jdk "%%~fh"
if defined jdk goto jdk_found
for %%v in ("Eclipse Adoptium" "Java" "Microsoft" "Amazon Corretto" "Zulu" "BellSoft" "OpenJDK") do (
    for /d %%h in ("%ProgramFiles%\%%~v\*") do if not defined jdk call :try_jdk "%%~fh"
)
if defined jdk goto jdk_found
for /d %%h in ("%USERPROFILE%\.jdks\*") do if not defined jdk call :try_jdk "%%~fh"
if defined jdk goto jdk_found
echo mrcnn: needs a JDK of version 17 or newer, and found none>&2
echo   winget install EclipseAdoptium.Temurin.21.JDK, or https://adoptium.net>&2
echo   If one is installed already, set JAVA_HOME to its folder.>&2
exit /b 1
:jdk_found

rem ------------------------------------------------------------------------------------- class path, built if missing

if "%checkout%"=="no" (
    set "class_path=%root%\lib\*"
    set "native_path=%root%\lib\natives\*"
    goto class_path_found
)
set "launch=%root%\cli\target\launcher"
if exist "%launch%\classpath" if exist "%launch%\natives" goto built
where mvn >nul 2>nul
if errorlevel 1 (
    echo mrcnn: is not built yet, and building it needs Maven 3.8 or newer: https://maven.apache.org/install.html>&2
    exit /b 1
)
echo mrcnn: building; this first time takes a minute or two and downloads about 180 MB>&2
if not exist "%launch%" mkdir "%launch%"
pushd "%root%"
call mvn -B -pl cli -am -Dmaven.test.skip=true -Dmaven.javadoc.skip=true -Dmaven.source.skip=true ^
    -Dspotless.check.skip=true package >"%launch%\build.log" 2>&1 <nul
set "failed=%errorlevel%"
popd
if not "%failed%"=="0" (
    echo mrcnn: the build failed; all of it is in %launch%\build.log>&2
    exit /b 1
)
:built
for /f "usebackq delims=" %%c in ("%launch%\classpath") do set "class_path=%%c"
for /f "usebackq delims=" %%c in ("%launch%\natives") do set "native_path=%%c"
for %%j in ("%root%\cli\target\maskrcnn4j-cli-*.jar") do call :add_jar "%%~fj"
:class_path_found

rem ----------------------------------------------------------------------------- class archive, made on first use

if "%natives%"=="yes" goto run
set "cache=%LOCALAPPDATA%\maskrcnn4j\cache"
if defined MRCNN_CACHE set "cache=%MRCNN_CACHE%"
set "jsa=%cache%\classes-%jdk_version%.jsa"
if exist "%jsa%" goto archived
if not exist "%cache%" mkdir "%cache%" 2>nul
set "temporary=%jsa%.%random%%random%"
"%jdk%\bin\java" %short% "-XX:ArchiveClassesAtExit=%temporary%" -cp "%class_path%" maskrcnn4j.cli.ClassArchive >nul 2>nul <nul
if exist "%temporary%" move /y "%temporary%" "%jsa%" >nul 2>nul
:archived
rem An archive that does not fit is not worth a word: the JVM then loads the classes from their jars.
if exist "%jsa%" set flags=%flags% "-XX:SharedArchiveFile=%jsa%" -Xlog:cds=off -Xlog:cds+dynamic=off

:run
if "%natives%"=="yes" set "class_path=%class_path%;%native_path%"
"%jdk%\bin\java" %flags% %MRCNN_JAVA_OPTS% -cp "%class_path%" maskrcnn4j.cli.Main %*
exit /b %errorlevel%

rem ------------------------------------------------------------------------------------------------------ helpers

:try_jdk
if not exist "%~1\bin\java.exe" exit /b 0
if "%checkout%"=="yes" if not exist "%~1\bin\javac.exe" exit /b 0
set "jdk_version="
if exist "%~1\release" for /f "usebackq tokens=1,2 delims==" %%k in ("%~1\release") do if "%%k"=="JAVA_VERSION" set "jdk_version=%%~l"
if not defined jdk_version exit /b 0
for /f "delims=.-+" %%m in ("%jdk_version%") do if %%m GEQ 17 set "jdk=%~1"
exit /b 0

:add_jar
set "jar=%~1"
if "%jar:~-12%"=="-sources.jar" exit /b 0
if "%jar:~-12%"=="-javadoc.jar" exit /b 0
set "class_path=%jar%;%class_path%"
exit /b 0
