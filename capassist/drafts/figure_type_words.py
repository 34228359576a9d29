"""The words that tell what kind a figure is, with weights set by hand: 3 for its name, 2 where little doubt is left, 1
for a hint.

Phrases are in lower case and singular, without hyphens; a star stands for any ending. Languages without spaces have
their own table, of pieces that are looked for anywhere. A longer phrase hides the shorter ones in it: "error bar" is no
bar.
"""

from capassist.model import FigureType

_WORDS: tuple[tuple[FigureType | None, float, str], ...] = (
    (None, 0, """
        color bar, colour bar, colorbar, scatter matrix, decision boundary, graph theory, knowledge, time step,
        time point, network traffic, social network, road network, in the architecture, this plot, plot of land,
        table of, map of the world, image quality
        """),
    ("node diagram", 3, """
        flow chart, flowchart, flow diagram, workflow, work flow, block diagram, state machine, state diagram,
        class diagram, sequence diagram, activity diagram, component diagram, deployment diagram, entity relationship,
        data flow, dataflow, circuit diagram, wiring diagram, feynman diagram, path diagram, causal diagram,
        tree diagram, network diagram, graphical model, pgm, plate notation, decision tree, dependency graph,
        call graph, knowledge graph, computation graph, computational graph, factor graph, directed graph,
        bayesian network, directed acyclic graph, dag, finite state, automaton, automata, petri net, parse tree,
        syntax tree, phylogenetic tree, phylogeny, dendrogram, organigram*, mind map, concept map, pathway,
        flussdiagramm*, ablaufdiagramm*, blockschaltbild*, blockdiagramm*, zustandsdiagramm*, zustandsautomat*,
        klassendiagramm*, sequenzdiagramm*, entscheidungsbaum*, organigramme, logigramme, diagramme de flux,
        arbre de décision, diagrama de flujo, diagrama de bloques, diagrama de fluxo, diagrama de blocos,
        máquina de estados, diagramma di flusso, diagramma a blocchi, блок схема, дерево решений
        """),
    ("node diagram", 2, """
        architecture, architektur, schematic, schematically, pipeline, taxonomy, topology, system overview,
        network architecture, network structure, schematic overview, system design, conceptual model,
        conceptual framework, proposed framework, proposed method, building block, circuit, state transition,
        message flow, control flow, control loop, feedback loop, protocol stack, software stack, algorithm flow,
        systemübersicht, systemaufbau, ablauf*, arquitectura, arquitetura, architettura, архитектура, структурная схема
        """),
    ("node diagram", 1, """
        diagram, diagramm, schema, scheme, framework, overview, illustrat*, conceptual, component, module, structure of,
        process, step, stage, node, edge, arrow, box, layer, interaction, hierarchy, depict*, network, service, client,
        server, request, concept, übersicht, aufbau, darstellung, schéma, esquema, schemat, схема, procedure, system,
        data flows, life cycle
        """),
    ("graph plot", 2, """
        as a function of, as function of, versus, vs, solid line, dashed line, dotted line, black line, red line,
        blue line, green line, grey line, gray line, orange line, solid curve, dashed curve, dotted curve, curve,
        error bar, confidence interval, confidence band, confidence region, credible interval, credible region,
        credibility interval, prediction interval, shaded region, shaded area, x axis, y axis, horizontal axis,
        vertical axis, abscissa, ordinate, log scale, logarithmic scale, log log, semilog, line plot, line graph,
        line chart, boxplot, box plot, violin plot, time series, spectrum, spectra, spectral density, periodogram,
        light curve, lightcurve, roc, power law, learning curve, phase diagram, density plot, contour plot,
        probability density, cumulative distribution, posterior distribution, marginal distribution, power spectrum,
        autocorrelation, quantile, potential energy, profile, kurve, kurven, in abhängigkeit, zeitverlauf, zeitreihe,
        en fonction de, courbe, série temporelle, en función de, em função de, in funzione di, curva, зависимость,
        зависимости, график, графики
        """),
    ("graph plot", 1, """
        plot, plotted, graph, metric, evaluation, trend, evolution, over time, distribution, posterior, prior,
        likelihood, probability, convergence, loss, accuracy, dependence, rate, error, residual, sample, estimate,
        estimated, mean, median, average, function, simulated, simulation, measured, measurement, prediction, predicted,
        temperature, frequency, density, performance, runtime, speedup, speed up, line, value, axis, axes, variance,
        signal, response, benchmark, computational cost, execution time, number of, growth, fit, fitted, correlation,
        deviation, timescale, period, energy, velocity, pressure, voltage, current, noise, verlauf, messwerte, messung,
        vergleich, verteilung, évolution, mesuré*, evolución, tiempo, coverage, scaling, output, epoch, iteration,
        значени*, распределени*
        """),
    ("bar chart", 3, """
        bar chart, bar graph, bar plot, barplot, barchart, stacked bar, bar, histogram, balkendiagramm*,
        säulendiagramm*, histogramm, histogramme, balken, diagramme en barres, diagramme en bâtons, gráfico de barras,
        gráfica de barras, barra, histograma, grafico a barre, istogramma, гистограмм*, столбчат*
        """),
    ("scatter plot", 3, """
        scatter plot, scatterplot, dot plot, dotplot, dotter plot, scatter graph, scatter diagram, scatter,
        scattergram, t sne, tsne, umap,
        each point represents, each point is, each point corresponds, each point shows, each dot represents,
        each dot is, each dot corresponds, each dot shows, each circle represents, points represent, dots represent,
        streudiagramm*, punktwolke, nuage de points, diagrama de dispersión, gráfico de dispersión,
        gráfico de dispersão, диаграмма рассеяния
        """),
    ("photo", 3, """
        photo, photograph, photographed, photography, photographic, photomicrograph, micrograph, sem image, tem image,
        afm image, mri, ct scan, ct image, satellite image, aerial image, microscope image, microscopy image,
        fluorescence image, ultrasound image, thermal image, rgb image, camera image, histology, picture of, foto,
        fotografie, aufnahme, aufnahmen, fotografía, fotografia, фотографи*
        """),
    ("photo", 2, """
        qualitative, qualitatively, sample image, example image, input image, original image, test image,
        training image, generated image, reconstructed image, rendered image, video frame, image of, image taken,
        image captured, scale bar, segmentation result, segmentation mask, field of view, visual comparison,
        reconstruction of the, scene
        """),
    ("other", 3, """
        screenshot, screen shot, screen capture, user interface, graphical interface, source code, code listing,
        code snippet, code example, listing, pseudocode, pseudo code, excerpt, word cloud, heatmap, heat map, logo,
        ball and stick, crystal structure, molecular structure, chemical structure, map of, maps of, confusion matrix,
        confusion matrices, questionnaire, pie chart, timeline, pixel, bildschirmfoto, bildschirmaufnahme, quelltext,
        quellcode, landkarte, zeitstrahl, capture d'écran, carte de, captura de pantalla, captura de tela, mapa de,
        снимок экрана, карта
        """),
    ("other", 1, """
        molecule, atom, lattice, mesh, geometry, experimental setup, versuchsaufbau, definition, rendering, surface,
        unit cell, boundary condition
        """),
)  # fmt: skip

# The same for Chinese, Japanese and Korean.
PIECES: tuple[tuple[FigureType, float, str], ...] = (
    (
        "node diagram",
        3,
        "流程图 流程圖 框图 框圖 架构 架構 结构图 結構圖 状态图 状态机 拓扑 フローチャート 構成図 ブロック図 状態遷移 순서도 구조도",
    ),
    ("node diagram", 1, "示意图 示意圖 框架 概念図 模式図 개념도"),
    ("graph plot", 2, "曲线 曲線 随时间 的关系 の関係 の変化 依存性 곡선 그래프"),
    ("graph plot", 1, "变化 比较 結果 结果 误差 分布 精度 推移"),
    ("bar chart", 3, "柱状图 柱狀圖 直方图 直方圖 条形图 棒グラフ ヒストグラム 막대"),
    ("scatter plot", 3, "散点图 散點圖 散布図 산점도"),
    ("photo", 3, "照片 写真 显微 顕微鏡 사진"),
    ("other", 3, "截图 截圖 界面 热图 热力图 スクリーンショット 地図 地图"),
)

# Words in names of files, which are short: "fig3_roc-curve.pdf".
_FILE_WORDS: tuple[tuple[FigureType, float, str], ...] = (
    ("node diagram", 2, "flow flowchart diagram arch architecture pipeline workflow overview framework schematic "
                        "scheme uml fsm topology pgm circuit "
     "block blocks organigram tree automaton"),
    ("graph plot", 1.5, "plot plots curve curves loss accuracy acc roc error errors result results convergence vs "
                        "spectrum time residual residuals "
     "benchmark rate rates performance"),
    ("bar chart", 3, "bar bars barplot barchart hist histogram histograms"),
    ("scatter plot", 3, "scatter scatterplot tsne umap"),
    ("photo", 2, "photo photos img dsc dscn foto microscopy camera"),
    ("other", 2, "screenshot logo gui map heatmap mesh render"),
)  # fmt: skip

PHRASES: dict[str, tuple[FigureType | None, float]] = {}
for _type, _weight, _phrases in _WORDS:
    PHRASES |= {
        " ".join(phrase.split()): (_type, _weight)
        for phrase in _phrases.split(",")
        if not phrase.rstrip().endswith("*")
    }
BEGINNINGS = tuple(
    (" ".join(phrase.split())[:-1], kind, weight)
    for kind, weight, phrases in _WORDS
    for phrase in phrases.split(",")
    if kind is not None and phrase.strip().endswith("*")
)
FILE_WORDS = {word: (kind, weight) for kind, weight, names in _FILE_WORDS for word in names.split()}

# Programs that draw nothing but plots, and those that draw nothing but diagrams, as they call themselves in their
# files.
PLOTTERS = (
    rb"matplotlib|gnuplot|MATLAB|PDFDocumentGraphics2D|plotly|bokeh|Mathematica|Wolfram|OriginLab|GraphPad|SigmaPlot"
    rb"|ROOT Version|PGPLOT|"
    rb"Veusz|IGOR Pro|xmgr|PLplot|JFreeChart|Stata |Octave|GKS|Highcharts|IDL Version|Makie|Plots\.jl|R Graphics "
    rb"Output|"
    rb"Creator:?[ (]*R(?:\)| Software)|Producer[ (]*R \d"
)
DRAWERS = (
    rb"graphviz|yWorks|yEd|OmniGraffle|Visio|draw\.io|diagrams\.net|mxgraph|mxfile|PlantUML|mermaid|Lucidchart|fig2dev"
    rb"|XMind|"
    rb"Enterprise Architect|Excalidraw"
)
CAMERAS = (
    rb"Exif[^\xff]{0,2000}(?:Canon|NIKON|SONY|OLYMPUS|FUJIFILM|Panasonic|Apple|samsung|LEICA|Leica|ZEISS|Zeiss|GoPro"
    rb"|DJI)"
)

# What TeX code draws; the first that is found decides.
CODE: tuple[tuple[FigureType, str], ...] = (
    ("other", r"\\addplot3?\+?\s*\[[^][]{0,2000}\b(?:surf|mesh|contour\w*|matrix plot\*?|boxplot)\b"),
    ("bar chart", r"\\begin\s*\{\w{0,20}axis\}\s*\[[^][]{0,2000}\b[xy]bar\b|\\addplot\+?\s*\[[^][]{0,2000}\b(?:[xy]bar"
                  r"|hist)\b"),
    ("scatter plot", r"\\begin\s*\{\w{0,20}axis\}\s*\[[^][]{0,2000}\bonly marks\b"
                     r"|\\addplot3?\+?\s*\[[^][]{0,2000}\b(?:only marks|scatter)\b"),
    ("graph plot", r"\\begin\s*\{(?:\w{0,20}axis|groupplot)\}|\\addplot|\\psplot|\\datavisualization"),
    ("node diagram", r"\\(?:node|Tree|xymatrix|smartdiagram|Qcircuit|qcircuit|feynmandiagram|ncline)\b"
                     r"|\\path\b[^;]{0,300}\bnode\b|"
     r"\\begin\s*\{(?:tikzcd|forest|circuitikz|quantikz|feynman|sequencediagram|dependency|psmatrix|dot2tex)\}"),
    ("other", r"\\begin\s*\{(?:\w{0,20}(?:[lL]isting|[vV]erbatim)\w{0,20}|minted|alltt|Highlighting"
              r"|\w{0,20}[cC]ode\w{0,20}|algorithmic|algorithm2e|prooftree|"
     r"chronology|ganttchart)\*?\}|\\(?:lstinputlisting|inputminted|verbatiminput|chemfig|schemestart|infer"
     r"|inferrule)\b"),
    ("table", r"\\begin\s*\{(?:tabular[xy*]?|tabu|tblr)\}"),
    ("equation", r"\\begin\s*\{(?:equation|align|gather|multline|displaymath|eqnarray)\*?\}|\$\$|\\\["),
)  # fmt: skip
